package dev.apifleet.apiserver.identity;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** The revocations in Redis, as docs/identity.md agrees them with the gateways. */
@ApplicationScoped
@CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.5, delay = 1000)
public class RedisRevocations {

  /** Never undoes a later revocation of the same subject. */
  private static final String WRITE =
      """
      local found = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
      redis.call('SET', KEYS[1], string.format('%.0f', math.max(found, tonumber(ARGV[1]))))
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      redis.call('PUBLISH', 'apifleet:identity', KEYS[1])
      return 1
      """;

  private final ReactiveRedisDataSource redis;

  RedisRevocations(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  /**
   * Those of the keys that are there, with the second that they name. An answer that is late is
   * asked for once more: all may have stood still for a moment, Redis' process or ours.
   */
  @CircuitBreakerName("redis-revocations-read")
  @Timeout(value = 200, unit = ChronoUnit.MILLIS)
  @Retry(maxRetries = 1, delay = 0, jitter = 0, retryOn = TimeoutException.class)
  public Uni<Map<String, Long>> read(String... keys) {
    return redis.execute("MGET", keys).map(found -> pairs(keys, found));
  }

  @CircuitBreakerName("redis-revocations-write")
  @Timeout(value = 1000, unit = ChronoUnit.MILLIS)
  public Uni<Void> write(String key, long before, Duration life) {
    return redis
        .execute("EVAL", WRITE, "1", key, "" + before, "" + life.toMillis())
        .replaceWithVoid();
  }

  private static Map<String, Long> pairs(String[] keys, Response found) {
    Map<String, Long> pairs = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      if (found.get(i) != null) {
        pairs.put(keys[i], number(found.get(i).toString()));
      }
    }
    return pairs;
  }

  /** Another issuer's hand may have written anything: what is no number revokes all. */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException anything) {
      return Long.MAX_VALUE;
    }
  }
}
