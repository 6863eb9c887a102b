-- Failures in a window that begins with the first of them; Failures.java has the same for one gateway.
-- KEYS[1] their number, gone when the window ends
-- ARGV    window in milliseconds to count one more, 0 to look only
-- returns their number, milliseconds to the window's end (negative where there is no window)
local window = tonumber(ARGV[1])
if window == 0 then
  return {tonumber(redis.call('GET', KEYS[1]) or '0'), redis.call('PTTL', KEYS[1])}
end
local count = redis.call('INCR', KEYS[1])
if redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], window)
end
return {count, redis.call('PTTL', KEYS[1])}
