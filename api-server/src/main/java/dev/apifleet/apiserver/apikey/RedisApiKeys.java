package dev.apifleet.apiserver.apikey;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** API keys in Redis as gateways read them; docs/identity.md is the contract. */
@ApplicationScoped
@Timeout(value = 500, unit = ChronoUnit.MILLIS)
public class RedisApiKeys {

  static final String KEY = "apifleet:apikey:";

  /** Long enough for every write that was under way when the key ended. */
  private static final Duration TOMBSTONE_LIFE = Duration.ofDays(1);

  /**
   * Writes what is as new as what is there, or newer: writers may overtake one another. A key that
   * has ended leaves a disabled entry for a while, by which older writes are known.
   */
  private static final String WRITE =
      """
      local there = redis.pcall('HGET', KEYS[1], 'version')
      if type(there) == 'string' and (tonumber(there) or 0) > tonumber(ARGV[1]) then return 0 end
      redis.call('DEL', KEYS[1])
      redis.call('HSET', KEYS[1], unpack(ARGV, 3))
      if ARGV[2] ~= '0' then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
      redis.call('PUBLISH', 'apifleet:identity', KEYS[1])
      return 1
      """;

  private final ReactiveRedisDataSource redis;
  private final Clock clock;

  RedisApiKeys(ReactiveRedisDataSource redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** Redis, and the gateways with it, know the row when this is done. */
  public Uni<Void> write(ApiKey row) {
    Instant now = clock.instant();
    boolean live = row.status(now) == KeyStatus.ACTIVE;
    List<String> words = new ArrayList<>(List.of(WRITE, "1", KEY + row.keyHash));
    words.add("" + row.version);
    words.add("" + (live ? 0 : TOMBSTONE_LIFE.toSeconds()));
    fields(row, now).forEach((field, value) -> words.addAll(List.of(field, value)));
    return redis.execute("EVAL", words.toArray(String[]::new)).replaceWithVoid();
  }

  /** Makes sure that nothing is there. */
  public Uni<Void> remove(String hash) {
    return redis
        .key()
        .del(KEY + hash)
        .chain(() -> redis.pubsub(String.class).publish("apifleet:identity", KEY + hash));
  }

  /** The fields of the contract, and two that only this server reads: id and version. */
  static Map<String, String> fields(ApiKey row, Instant now) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("subject", row.subject);
    fields.put("tier", row.tier);
    fields.put("roles", String.join(",", row.roles));
    fields.put("scopes", String.join(" ", row.scopes));
    fields.put("enabled", "" + (row.status(now) == KeyStatus.ACTIVE));
    fields.put("id", "" + row.id);
    fields.put("version", "" + row.version);
    if (row.expiresAt != null) {
      fields.put("expires", "" + row.expiresAt.getEpochSecond());
    }
    return fields;
  }
}
