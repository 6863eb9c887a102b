-- Orders purges by tag from every gateway: the contract of docs/caching.md.
-- KEYS list of purges; ARGV channel, how many the list may hold, tags
local time = redis.call('TIME')
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or '0'
local epoch = string.format('%.0f', math.max(time[1] * 1000000 + time[2], tonumber(last) + 1))
for i = 3, #ARGV do
  redis.call('ZADD', KEYS[1], epoch, 'tag\n' .. ARGV[i])
end
local over = redis.call('ZCARD', KEYS[1]) - ARGV[2]
if over > 0 then -- the oldest become one purge of everything up to them
  local gone = redis.call('ZPOPMIN', KEYS[1], over + 1)
  redis.call('ZADD', KEYS[1], 'GT', gone[#gone], 'all')
end
return redis.call('PUBLISH', ARGV[1], 'purged')
