package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the rate limiters of a gateway share and what outlives snapshots: the connection to Redis,
 * its breaker, and the counters of last resort. Limiters themselves hold no state.
 */
public final class RateLimiters {
  /**
   * How long a decision may wait for Redis. Long enough for a pause of a busy pod, which must not
   * pass for a lost Redis; where Redis really hangs only the first few requests wait for it.
   */
  public static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final String WARM_UP_KEY = "rl:{warm-up}";
  private static final LimitConfig WARM_UP_LIMIT = new LimitConfig(1, 1_000);

  private static final int LOCAL_KEYS = 100_000;

  private final CounterStore shared;
  private final LocalCounters local;
  private final MeterRegistry meters;
  private final AtomicBoolean warm = new AtomicBoolean();

  public RateLimiters(Redis redis, MeterRegistry meters, Clock clock) {
    this(redis, meters, clock, TIMEOUT);
  }

  public RateLimiters(Redis redis, MeterRegistry meters, Clock clock, Duration timeout) {
    this.shared =
        new RedisCounters(new RedisLink(redis), new RedisGuard("rate limit counters", timeout));
    this.local = new LocalCounters(LOCAL_KEYS, clock);
    this.meters = meters;
  }

  /**
   * The limiter of a policy.
   *
   * @param gateways number of gateway pods, among which a limit is shared while Redis is away
   */
  public RateLimiter get(PolicyConfig policy, int gateways) {
    warmUp();
    return new RateLimiter(
        policy, gateways, shared, local, new PolicyMeters(meters, policy.name()));
  }

  /** Connects, loads the script and the classes before the first request has to wait for them. */
  private void warmUp() {
    if (warm.compareAndSet(false, true)) {
      shared.count(WARM_UP_KEY, WARM_UP_LIMIT);
    }
  }
}
