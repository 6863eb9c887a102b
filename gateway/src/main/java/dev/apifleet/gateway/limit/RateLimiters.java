package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.snapshot.PolicyConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;

/**
 * What the rate limiters of a gateway share and what outlives snapshots: the connection to Redis,
 * its breaker, and the counters of last resort. Limiters themselves hold no state.
 */
public final class RateLimiters {
  /** How long a decision may wait for Redis. */
  public static final Duration TIMEOUT = Duration.ofMillis(250);

  private static final int LOCAL_KEYS = 100_000;

  private final CounterStore shared;
  private final LocalCounters local;
  private final MeterRegistry meters;

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
    return new RateLimiter(
        policy, gateways, shared, local, new PolicyMeters(meters, policy.name()));
  }
}
