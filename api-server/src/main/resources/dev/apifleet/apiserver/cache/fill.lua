-- Stores a value for whoever still holds the lease; without a value it gives the lease back.
-- KEYS generation; ARGV key, token, milliseconds of the value's life, value
-- returns whether the lease was still held
local key = ARGV[1] .. ':' .. (redis.call('GET', KEYS[1]) or '0')
if redis.call('GET', key .. ':lease') ~= ARGV[2] then
  return 0
end
redis.call('DEL', key .. ':lease')
if ARGV[4] ~= '' then
  redis.call('SET', key, ARGV[4], 'PX', ARGV[3])
end
return 1
