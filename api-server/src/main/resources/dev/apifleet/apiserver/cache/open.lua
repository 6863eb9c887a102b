-- Begins a new generation when this Redis is not the one that the last was begun on: one that was
-- started again from a snapshot, or took over from another, may hold values that were invalidated.
-- KEYS generation, run
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if redis.call('GET', KEYS[2]) ~= run then
  local time = redis.call('TIME')
  redis.call('SET', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2]))
  redis.call('SET', KEYS[2], run)
end
return 1
