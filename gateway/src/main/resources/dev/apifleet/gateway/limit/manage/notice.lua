-- Tells all gateways of something, and keeps it for an hour for those who did not listen.
-- KEYS[1] list of notices, the newest first; ARGV channel, notice, how many to keep
redis.call('LPUSH', KEYS[1], ARGV[2])
redis.call('LTRIM', KEYS[1], 0, ARGV[3] - 1)
redis.call('PEXPIRE', KEYS[1], 3600000)
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
