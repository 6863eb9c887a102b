package dev.apifleet.apiserver.database;

import dev.apifleet.apiserver.hash.Sha256;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Up to where in the primary's log each subject has written lately, for all instances. */
@ApplicationScoped
@Timeout(value = 200, unit = ChronoUnit.MILLIS)
@CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.5, delay = 2000)
public class LastWrites {

  /** Of writes at once the last place stays. A replica that is later than this is not asked. */
  private static final String RAISE =
      "if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then"
          + " redis.call('SET', KEYS[1], ARGV[1], 'EX', 60) end return 0";

  private final ReactiveRedisDataSource redis;

  LastWrites(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  @CircuitBreakerName("redis-last-writes-raise")
  public Uni<Void> raise(String subject, long place) {
    return redis.execute("EVAL", RAISE, "1", key(subject), "" + place).replaceWithVoid();
  }

  /** Zero where there is none. */
  @CircuitBreakerName("redis-last-writes-read")
  public Uni<Long> of(String subject) {
    return redis
        .value(String.class)
        .get(key(subject))
        .map(place -> place == null ? 0 : Long.parseLong(place));
  }

  private static String key(String subject) {
    return "apiserver:written:" + Sha256.of(subject);
  }
}
