-- Gives the value, or the lease to fetch it; both when it is time to fetch the value anew.
-- KEYS generation; ARGV key, token, milliseconds of a lease, how early to fetch anew
-- returns {value or nil, 1 if the lease was given}
local key = ARGV[1] .. ':' .. (redis.call('GET', KEYS[1]) or '0')
local value = redis.call('GET', key)
if value and string.match(value, '^%d+') * ARGV[4] < redis.call('PTTL', key) then
  return {value, 0}
end
local leased = redis.call('SET', key .. ':lease', ARGV[2], 'NX', 'PX', ARGV[3])
return {value, leased and 1 or 0}
