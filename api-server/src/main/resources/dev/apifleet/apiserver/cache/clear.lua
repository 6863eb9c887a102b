-- Begins a new generation: what the old one holds is found no more, and expires.
-- KEYS generation; ARGV channel, message
local time = redis.call('TIME')
local next = math.max(time[1] * 1000000 + time[2], (redis.call('GET', KEYS[1]) or 0) + 1)
redis.call('SET', KEYS[1], string.format('%.0f', next))
return redis.call('PUBLISH', ARGV[1], ARGV[2])
