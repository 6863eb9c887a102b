package dev.apifleet.apiserver.identity;

/** What is done to sessions in Redis, each in one step that nothing comes between. */
final class SessionScripts {

  /** Below these a session's record is {@code apiserver:session:<id>}. */
  private static final String COMMON =
      """
      local function record(id) return 'apiserver:session:' .. id end

      local function drop_bearer(bearer)
        if bearer and bearer ~= '' then
          redis.call('DEL', bearer)
          redis.call('PUBLISH', 'apifleet:identity', bearer)
        end
      end

      -- Ends a session and says which of its tokens are out.
      local function finish(index, id)
        local found = redis.call('HMGET', record(id), 'tokens', 'bearer')
        redis.call('DEL', record(id))
        redis.call('ZREM', index, id)
        drop_bearer(found[2])
        return found[1] or ''
      end

      -- Adds a token to those that are out, and says which are more than eight.
      local function remember(id, token, now)
        local kept, over = {}, {}
        for jti, expires in string.gmatch(redis.call('HGET', record(id), 'tokens') or '', '(%S+):(%d+)') do
          if tonumber(expires) * 1000 > now then table.insert(kept, jti .. ':' .. expires) end
        end
        if token ~= '' then table.insert(kept, token) end
        while #kept > 8 do table.insert(over, table.remove(kept, 1)) end
        redis.call('HSET', record(id), 'tokens', table.concat(kept, ' '))
        return table.concat(over, ' ')
      end

      -- Gives the session another bearer: an opaque one that gateways read, or none.
      local function give_bearer(id, bearer, life, first)
        if bearer == '' then return end
        drop_bearer(redis.call('HGET', record(id), 'bearer'))
        redis.call('HSET', record(id), 'bearer', bearer)
        redis.call('HSET', bearer, unpack(ARGV, first))
        redis.call('PEXPIRE', bearer, life)
        redis.call('PUBLISH', 'apifleet:identity', bearer)
      end

      local function touch(index, id, now, life)
        redis.call('HSET', record(id), 'used', now)
        redis.call('PEXPIRE', record(id), life)
        redis.call('ZADD', index, now, id)
        redis.call('PEXPIRE', index, life)
      end

      """;

  /**
   * Keys: the subject's index. Arguments: id, now and life in ms, most, subject, kind, from, hash
   * of the refresh token, token, bearer, its life, its fields. Ends the longest unused above the
   * limit.
   */
  static final String OPEN =
      COMMON
          + """
          local id, now, life = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
          redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - life)
          redis.call('HSET', record(id), 'opened', now, 'subject', ARGV[5], 'kind', ARGV[6],
            'from', ARGV[7], 'refresh', ARGV[8])
          touch(KEYS[1], id, now, life)
          remember(id, ARGV[9], now)
          give_bearer(id, ARGV[10], ARGV[11], 12)
          local over = {}
          local surplus = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
          if surplus > 0 then
            for _, old in ipairs(redis.call('ZRANGE', KEYS[1], 0, surplus - 1)) do
              table.insert(over, finish(KEYS[1], old))
            end
          end
          return table.concat(over, ' ')
          """;

  /**
   * Keys: the index. Arguments: id, now and life in ms, hash of the refresh token that came, of the
   * next one, token, bearer, its life, its fields. A token that came before ends the session.
   */
  static final String ROTATE =
      COMMON
          + """
          local id, now = ARGV[1], tonumber(ARGV[2])
          local current = redis.call('HGET', record(id), 'refresh')
          if not current then return {'unknown', ''} end
          if current ~= ARGV[4] then return {'reused', finish(KEYS[1], id)} end
          redis.call('HSET', record(id), 'refresh', ARGV[5])
          touch(KEYS[1], id, now, ARGV[3])
          local over = remember(id, ARGV[6], now)
          give_bearer(id, ARGV[7], ARGV[8], 9)
          return {'rotated', over}
          """;

  /** Keys: the index of whose session it must be. Arguments: id. Nothing, if it is not theirs. */
  static final String END =
      COMMON
          + """
          if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return false end
          return finish(KEYS[1], ARGV[1])
          """;

  /**
   * Keys: the index. Arguments: a second, whether all end. Ends what began before; if not all, the
   * opaque ones alone, since what gateways read of them was fixed when they began.
   */
  static final String END_ALL =
      COMMON
          + """
          for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
            local found = redis.call('HMGET', record(id), 'from', 'kind')
            if not found[1] then
              redis.call('ZREM', KEYS[1], id)
            elseif tonumber(found[1]) < tonumber(ARGV[1])
                and (ARGV[2] == 'true' or found[2] == 'session') then
              finish(KEYS[1], id)
            end
          end
          return 1
          """;

  /** Keys: the index. Arguments: id, a second. Lets a session outlive what ends the others. */
  static final String KEEP =
      COMMON
          + """
          if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
          redis.call('HSET', record(ARGV[1]), 'from', ARGV[2])
          return 1
          """;

  /** Keys: the index. Lists id, kind, opened, used of each, the last used first. */
  static final String LIST =
      COMMON
          + """
          local all = {}
          for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, -1)) do
            local found = redis.call('HMGET', record(id), 'kind', 'opened', 'used')
            if found[2] then table.insert(all, {id, found[1], found[2], found[3]}) end
          end
          return all
          """;

  private SessionScripts() {}
}
