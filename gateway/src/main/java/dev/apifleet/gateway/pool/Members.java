package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Who is in a pool and how it is used, as one immutable whole that a pool swaps. */
public final class Members {
  static final Members NONE =
      new Members(
          new PoolConfig(
              "", PoolConfig.Algorithm.ROUND_ROBIN, new BreakerConfig(1, 100, 1, 1, 1, 1, 100)),
          List.of());

  private final PoolConfig config;
  private final LoadBalancer balancer;
  private final Endpoint[] endpoints;

  Members(PoolConfig config, Collection<Endpoint> endpoints) {
    check(config.breaker());
    this.config = config;
    this.balancer = LoadBalancer.of(config.algorithm());
    this.endpoints = endpoints.toArray(Endpoint[]::new);
  }

  private static void check(BreakerConfig breaker) {
    atLeastOne("consecutiveFailures", breaker.consecutiveFailures());
    atLeastOne("errorRatio", breaker.errorRatio());
    atLeastOne("minimumRequests", breaker.minimumRequests());
    atLeastOne("windowMillis", breaker.windowMillis());
    atLeastOne("openForMillis", breaker.openForMillis());
    atLeastOne("halfOpenProbes", breaker.halfOpenProbes());
  }

  private static void atLeastOne(String field, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "breaker." + field + " is " + value + "; it must be at least 1");
    }
  }

  public PoolConfig config() {
    return config;
  }

  /** How the endpoints are spoken with. */
  public ConnectionsConfig connections() {
    return Objects.requireNonNullElse(config.connections(), ConnectionsConfig.DEFAULTS);
  }

  public LoadBalancer balancer() {
    return balancer;
  }

  public List<Endpoint> endpoints() {
    return List.of(endpoints);
  }

  boolean isEmpty() {
    return endpoints.length == 0;
  }

  /** The endpoints whose breaker admits a request now, without those in the list. */
  Endpoint[] usable(Collection<Endpoint> without, long now) {
    int count = 0;
    for (Endpoint endpoint : endpoints) {
      if (endpoint.breaker().wouldAdmit(config.breaker(), now) && !without.contains(endpoint)) {
        count++;
      }
    }
    return count == endpoints.length ? endpoints : pick(count, without, now);
  }

  private Endpoint[] pick(int count, Collection<Endpoint> without, long now) {
    Endpoint[] usable = new Endpoint[count];
    int next = 0;
    for (Endpoint endpoint : endpoints) {
      if (next < count
          && endpoint.breaker().wouldAdmit(config.breaker(), now)
          && !without.contains(endpoint)) {
        usable[next++] = endpoint;
      }
    }
    return next == count ? usable : Arrays.copyOf(usable, next);
  }

  /** Whether one more breaker may open: at most the given percentage, but always one. */
  boolean mayOpenOneMore() {
    long ejected =
        Arrays.stream(endpoints).filter(e -> e.breaker().state().phase() != Phase.CLOSED).count();
    return ejected < Math.max(1, (long) endpoints.length * config.breaker().maxEjected() / 100);
  }

  /** The state of the pool: closed while any endpoint is. */
  public Phase phase() {
    boolean halfOpen = false;
    for (Endpoint endpoint : endpoints) {
      Phase phase = endpoint.breaker().state().phase();
      if (phase == Phase.CLOSED) {
        return Phase.CLOSED;
      }
      halfOpen |= phase == Phase.HALF_OPEN;
    }
    if (halfOpen) {
      return Phase.HALF_OPEN;
    }
    return isEmpty() ? Phase.CLOSED : Phase.OPEN;
  }

  /** Nanoseconds until the first open breaker may be tried again, not negative. */
  long untilNextProbe(long now) {
    long least = Long.MAX_VALUE;
    for (Endpoint endpoint : endpoints) {
      long wait =
          switch (endpoint.breaker().state()) {
            case BreakerState.Closed _ -> 0;
            case BreakerState.Open open -> open.until() - now;
            case BreakerState.HalfOpen half -> half.deadline() - now;
          };
      least = Math.min(least, Math.max(0, wait));
    }
    return least;
  }
}
