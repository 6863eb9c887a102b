package dev.apifleet.gateway.fleet;

import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.RuleAction.Forward;
import dev.apifleet.snapshot.RuleAction.WeightedPool;
import java.util.List;
import java.util.stream.Stream;

/** Short ways to say what a gateway is to serve. */
public final class Resources {
  /** Never opens in a test that is not about it. */
  public static final BreakerConfig LENIENT =
      new BreakerConfig(1_000_000, 100, 1_000_000, 10_000, 30_000, 1, 100);

  private Resources() {}

  public static ListenerConfig listener(int port) {
    return new ListenerConfig("http", port, ListenerConfig.Protocol.HTTP);
  }

  public static PoolConfig pool(String name) {
    return pool(name, LENIENT);
  }

  public static PoolConfig pool(String name, BreakerConfig breaker) {
    return new PoolConfig(name, Algorithm.ROUND_ROBIN, breaker);
  }

  /** A pool into which not all may go at once; null for what it has not. */
  public static PoolConfig guarded(ConcurrencyConfig concurrency, ActivationConfig activation) {
    return new PoolConfig(
        TestFleet.POOL,
        Algorithm.ROUND_ROBIN,
        LENIENT,
        "",
        null,
        null,
        null,
        null,
        PoolConfig.DEFAULT_RETRY_BUDGET,
        null,
        concurrency,
        List.of(),
        List.of(),
        activation);
  }

  public static EndpointsConfig endpoints(String pool, Backend... backends) {
    return new EndpointsConfig(pool, Stream.of(backends).map(Backend::endpoint).toList());
  }

  public static RouteConfig route(String prefix, String pool) {
    return route(prefix, forward(pool, 10_000, 2));
  }

  public static RouteConfig route(String prefix, RuleAction action) {
    return new RouteConfig("test" + prefix, 0, List.of(), List.of(rule("rule", prefix, action)));
  }

  public static RuleConfig rule(String name, String prefix, RuleAction action) {
    MatchConfig match = new MatchConfig(new PathMatch.Prefix(prefix), null, List.of(), List.of());
    return new RuleConfig(name, List.of(match), List.of(), action);
  }

  public static Forward forward(String pool, long timeoutMillis, int retries) {
    return new Forward(List.of(new WeightedPool(pool, 1)), timeoutMillis, retries);
  }
}
