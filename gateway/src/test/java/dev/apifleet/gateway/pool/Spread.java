package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BalancingConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import dev.apifleet.snapshot.PoolConfig.DisabledConfig;
import dev.apifleet.snapshot.PoolConfig.HashKeyConfig;
import dev.apifleet.snapshot.PoolConfig.HashKeyType;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import dev.apifleet.snapshot.PoolConfig.Locality;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A pool whose time a test moves, and how requests spread over it. */
final class Spread {
  static final long SECOND = 1_000_000_000L;
  static final HealthCheckConfig CHECKED = checked(0);

  private static final BreakerConfig BREAKER =
      new BreakerConfig(1, 100, 1_000_000, 10_000, 30_000, 1, 100);

  long now = 1_000 * SECOND;
  long epochMillis = 1_700_000_000_000L;
  final Pool pool;
  private ConcurrencyConfig limit;

  Spread() {
    this(Place.UNKNOWN);
  }

  Spread(Place place) {
    pool = new Pool("ns/api", new PoolSite(place, () -> now, () -> epochMillis));
  }

  static HealthCheckConfig checked(int panicThreshold) {
    return new HealthCheckConfig(null, 0, 2_000, 1_000, 3, 2, panicThreshold);
  }

  static BalancingConfig hashed(int boundedLoad) {
    return new BalancingConfig(
        new HashKeyConfig(HashKeyType.HEADER, "k"), 100, boundedLoad, 0, Locality.NONE, 70);
  }

  static BalancingConfig slowStart(long millis) {
    return new BalancingConfig(
        new HashKeyConfig(HashKeyType.HEADER, "k"), 100, 125, millis, Locality.NONE, 70);
  }

  static BalancingConfig near(Locality locality) {
    return new BalancingConfig(
        new HashKeyConfig(HashKeyType.HEADER, "k"), 100, 125, 0, locality, 70);
  }

  static EndpointConfig endpoint(int number, int weight, String zone, String region) {
    return new EndpointConfig("e" + number, "10.0.0." + number, 80, weight, zone, region);
  }

  static List<EndpointConfig> weighing(int... weights) {
    return IntStream.range(0, weights.length)
        .mapToObj(i -> endpoint(i, weights[i], null, null))
        .toList();
  }

  static List<EndpointConfig> alike(int count) {
    return IntStream.range(0, count).mapToObj(i -> endpoint(i, 1, null, null)).toList();
  }

  Spread use(Algorithm algorithm, List<EndpointConfig> endpoints) {
    return use(algorithm, null, null, List.of(), endpoints);
  }

  Spread use(Algorithm algorithm, BalancingConfig balancing, List<EndpointConfig> endpoints) {
    return use(algorithm, balancing, null, List.of(), endpoints);
  }

  Spread use(
      Algorithm algorithm,
      BalancingConfig balancing,
      HealthCheckConfig check,
      List<DisabledConfig> disabled,
      List<EndpointConfig> endpoints) {
    PoolConfig config =
        new PoolConfig(
            "ns/api", algorithm, BREAKER, "", balancing, null, check, null, 20, null, limit,
            disabled, List.of());
    pool.use(pool.membersBy(config, new EndpointsConfig("ns/api", endpoints)));
    return this;
  }

  /** From the next use on. */
  void limit(ConcurrencyConfig all) {
    limit = all;
  }

  Endpoint get(String name) {
    return pool.members().endpoints().stream()
        .filter(endpoint -> endpoint.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Permit permit(String key) {
    return (Permit) pool.choose(List.of(), new Asked("192.0.2.1", key), now);
  }

  Choice choose() {
    return pool.choose(List.of(), Asked.NOBODY, now);
  }

  /** The endpoint that a client address or a key goes to. */
  String of(String client, String key) {
    Permit permit = (Permit) pool.choose(List.of(), new Asked(client, key), now);
    done(permit);
    return permit.endpoint().name();
  }

  void done(Permit permit) {
    permit.succeeded(now);
    permit.release();
  }

  /** How many of so many requests, one after the other, each endpoint gets. */
  Map<String, Integer> counts(int requests) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      counts.merge(of("192.0.2." + i, "key-" + i), 1, Integer::sum);
    }
    return counts;
  }

  /** The part of the requests that an endpoint gets. */
  double share(String endpoint, int requests) {
    return counts(requests).getOrDefault(endpoint, 0) / (double) requests;
  }
}
