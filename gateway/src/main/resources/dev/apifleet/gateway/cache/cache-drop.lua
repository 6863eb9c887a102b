-- Throws all answers to a URI away, here and in every gateway's memory.
-- KEYS[1] hash of a URI; ARGV channel, the URI's name
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[1], ARGV[2])
