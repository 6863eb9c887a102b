-- Looks a stored response up, and tells its age by Redis's clock.
-- KEYS[1] hash of a URI; ARGV rule, variant
-- returns the header names that the rule's answers vary by, the answer, milliseconds since it was put
local found = redis.call('HMGET', KEYS[1], ARGV[1], ARGV[1] .. '\n' .. ARGV[2])
if not found[2] then
  return {found[1]}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bar = string.find(found[2], '|', 1, true)
return {found[1], string.sub(found[2], bar + 1), now - tonumber(string.sub(found[2], 1, bar - 1))}
