-- One decision of a sliding window counter; SlidingCounter.java explains the arithmetic.
-- KEYS[1] hash with s (start of the current window), c (its count), p (the count of the one before)
-- ARGV    limit, window in milliseconds, 1 to count the request or 0 to only ask
-- returns admitted (1 or 0), remaining, milliseconds to the window's end, milliseconds to wait
local time = redis.call('TIME') -- the only clock: gateways' clocks play no part
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
local counts = ARGV[3] == '1'

local state = redis.call('HMGET', KEYS[1], 's', 'c', 'p')
local start = tonumber(state[1]) or now
local current = tonumber(state[2]) or 0
local previous = tonumber(state[3]) or 0

local setBack = now < start
if setBack then
  start = now
elseif now - start >= 2 * window then
  start, current, previous = now, 0, 0
elseif now - start >= window then
  start, current, previous = start + window, 0, current
end

local function store()
  if not counts then
    return
  end
  redis.call('HSET', KEYS[1], 's', string.format('%.0f', start), 'c', current, 'p', previous)
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', 2 * window))
end

local left = window - (now - start)
local free = limit * window - current * window - previous * left
if free >= window then
  current = current + 1
  store()
  return {1, math.floor((free - window) / window), left, 0}
end

if setBack then
  store() -- or the window would move with each request and never end
end
local wait = window
if limit >= 1 and current < limit then
  wait = left - math.floor((limit - 1 - current) * window / previous)
elseif limit >= 1 then
  wait = left + window - math.floor((limit - 1) * window / current)
end
return {0, 0, left, wait}
