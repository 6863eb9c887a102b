-- Keeps a response, with the time by Redis's clock.
-- KEYS[1] hash of a URI; ARGV rule, header names it varies by, variant, answer, milliseconds to keep it
local most = 128 -- fields of one URI; more are not worth keeping
local names = redis.call('HGET', KEYS[1], ARGV[1]) -- false before the rule's first answer
if names and names ~= ARGV[2] or redis.call('HLEN', KEYS[1]) >= most then
  redis.call('DEL', KEYS[1]) -- those that vary by other headers can no longer be found
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2], ARGV[1] .. '\n' .. ARGV[3], now .. '|' .. ARGV[4])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[5]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
end
