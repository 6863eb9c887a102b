-- Takes values and leases away, and tells every instance.
-- KEYS generation; ARGV channel, message, keys
local generation = redis.call('GET', KEYS[1]) or '0'
for i = 3, #ARGV do
  local key = ARGV[i] .. ':' .. generation
  redis.call('DEL', key, key .. ':lease')
end
return redis.call('PUBLISH', ARGV[1], ARGV[2])
