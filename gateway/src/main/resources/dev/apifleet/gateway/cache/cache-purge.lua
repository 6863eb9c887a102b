-- Orders a purge: every gateway serves what it covers no more.
-- KEYS[1] sorted set of purges by epoch; ARGV channel, message, purge, an epoch that is over, how many to keep
-- returns the purge's epoch: microseconds by Redis's clock, and always higher than any before
local time = redis.call('TIME')
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or '0'
local epoch = math.max(time[1] * 1000000 + time[2], tonumber(last) + 1, tonumber(ARGV[4]) + 1)
local text = string.format('%.0f', epoch)
if ARGV[3] == 'all' then
  redis.call('DEL', KEYS[1]) -- it covers all others
end
redis.call('ZADD', KEYS[1], text, ARGV[3])
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[5])
if over > 0 then -- the oldest become one purge of everything up to them
  local gone = redis.call('ZPOPMIN', KEYS[1], over + 1)
  redis.call('ZADD', KEYS[1], 'GT', gone[#gone], 'all')
end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return text
