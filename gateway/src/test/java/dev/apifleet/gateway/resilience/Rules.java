package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fleet.Resources.rule;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;

import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import dev.apifleet.snapshot.PoolConfig.FaultConfig;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RuleAction.Forward;
import dev.apifleet.snapshot.RuleAction.Hedge;
import dev.apifleet.snapshot.RuleAction.Priority;
import dev.apifleet.snapshot.RuleAction.Retry;
import dev.apifleet.snapshot.RuleAction.Timeouts;
import dev.apifleet.snapshot.RuleAction.WeightedPool;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Short ways to say how requests are forwarded. */
final class Rules {
  static final Retry NO_RETRY = new Retry(0, List.of(), 1, 1);
  static final Retry TWICE = new Retry(2, List.of(502, 503, 504), 25, 250);
  static final Timeouts PATIENT = new Timeouts(20_000, 0, 0);

  private Rules() {}

  static Forward forward(Timeouts timeouts, Retry retry, Hedge hedge, Priority priority) {
    return new Forward(
        List.of(new WeightedPool(POOL, 1)), timeouts, retry, hedge, priority, 0, null);
  }

  static Forward retrying(Timeouts timeouts, Retry retry) {
    return forward(timeouts, retry, null, Priority.NORMAL);
  }

  /** A path for each priority: {@code /low}, {@code /critical} and so on. */
  static RouteConfig byPriority() {
    return new RouteConfig(
        "test/priorities",
        0,
        List.of(),
        Stream.of(Priority.values())
            .map(p -> p.name().toLowerCase(Locale.ROOT))
            .map(name -> rule(name, "/" + name, forward(PATIENT, NO_RETRY, null, of(name))))
            .toList());
  }

  private static Priority of(String name) {
    return Priority.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static PoolConfig limited(int limit, int depth, long queueMillis) {
    return Resources.guarded(new ConcurrencyConfig(limit, false, false, depth, queueMillis), null);
  }

  static PoolConfig faulty(BreakerConfig breaker, FaultConfig... faults) {
    return pool(breaker, null, List.of(faults));
  }

  /** One that requests wait for while it has no endpoint. */
  static PoolConfig woken(BreakerConfig breaker, ActivationConfig room) {
    return pool(breaker, room, List.of());
  }

  private static PoolConfig pool(
      BreakerConfig breaker, ActivationConfig room, List<FaultConfig> faults) {
    return new PoolConfig(
        POOL,
        Algorithm.ROUND_ROBIN,
        breaker,
        "",
        null,
        null,
        null,
        null,
        PoolConfig.DEFAULT_RETRY_BUDGET,
        null,
        null,
        List.of(),
        faults,
        room);
  }

  /** A figure of the pool. */
  static double count(TestFleet fleet, String name, String... tags) {
    return fleet.registry.get("apifleet.gateway." + name).tags(tags).functionCounter().count();
  }
}
