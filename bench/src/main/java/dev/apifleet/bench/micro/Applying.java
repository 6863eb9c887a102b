package dev.apifleet.bench.micro;

import com.google.protobuf.ByteString;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.runtime.RuntimeBuilder;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.gateway.transport.KeyLoader;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.RuleAction.WeightedPool;
import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A change of what a gateway serves, from when it is read until it serves. */
final class Applying {
  private static final int ROUTES = 10_000;
  private static final String POOL = "shop/api";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RuntimeHolder holder = new RuntimeHolder(registry, (_, _) -> {});
  private final RuntimeBuilder builder =
      new RuntimeBuilder((_, _, _) -> List.of(), PoolSite.at(Place.UNKNOWN), KeyLoader.NONE);
  private final TreeMap<ResourceKey, Encoded> wanted = new TreeMap<>();
  private int count;

  private Applying() {
    put(
        new PoolConfig(
            POOL,
            PoolConfig.Algorithm.ROUND_ROBIN,
            new BreakerConfig(5, 50, 20, 10_000, 30_000, 1, 100)));
    put(endpoints(8080));
    for (int i = 0; i < ROUTES; i++) {
      put(route(i, 0));
    }
    holder.swap(builder.build(holder.current(), version(), wanted));
  }

  /** Of one of 10,000 routes, another each time. */
  static Supplier<?> route() {
    Applying applying = new Applying();
    return () -> applying.apply(route(applying.count * 7919 % ROUTES, applying.count + 1));
  }

  /** Of the endpoints of a pool that 10,000 routes have. */
  static Supplier<?> endpoints() {
    Applying applying = new Applying();
    return () -> applying.apply(endpoints(8081 + applying.count % 2));
  }

  private Object apply(Resource changed) {
    count++;
    put(changed);
    holder.swap(builder.build(holder.current(), version(), wanted, Set.of(changed.key())));
    return holder.current();
  }

  private void put(Resource resource) {
    wanted.put(resource.key(), new Encoded(resource, "hash " + count, ByteString.EMPTY));
  }

  private Version version() {
    return new Version(1, count, "hash " + count);
  }

  private static EndpointsConfig endpoints(int port) {
    return new EndpointsConfig(POOL, List.of(new EndpointConfig("a", "10.0.0.1", port)));
  }

  private static RouteConfig route(int number, long createdAt) {
    PathMatch path = new PathMatch.Prefix("/prefix/" + number + "/orders");
    return new RouteConfig(
        "shop/route-" + number,
        createdAt,
        List.of("shop.example.com"),
        List.of(
            new RuleConfig(
                "all",
                List.of(new MatchConfig(path, null, List.of(), List.of())),
                List.of(),
                new RuleAction.Forward(List.of(new WeightedPool(POOL, 1)), 1_000, 0))));
  }
}
