package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.LoadBalancerAlgorithm;
import dev.apifleet.api.v1alpha1.LocalityPreference;
import dev.apifleet.api.v1alpha1.PoolLoadBalancer;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BalancingConfig;
import dev.apifleet.snapshot.PoolConfig.Locality;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.Objects;

/** Reads how requests are spread over the endpoints of a pool. */
final class Balancing {
  private static final FieldPath FIELD = FieldPath.SPEC.child("loadBalancer");
  private static final PoolLoadBalancer ALL_DEFAULTS =
      new PoolLoadBalancer(null, null, null, null, null, null, null);

  private Balancing() {}

  static Algorithm algorithm(PoolLoadBalancer balancer) {
    LoadBalancerAlgorithm algorithm = balancer == null ? null : balancer.algorithm();
    return switch (Objects.requireNonNullElse(algorithm, LoadBalancerAlgorithm.RoundRobin)) {
      case RoundRobin -> Algorithm.ROUND_ROBIN;
      case WeightedRoundRobin -> Algorithm.WEIGHTED_ROUND_ROBIN;
      case LeastConnections -> Algorithm.LEAST_CONNECTIONS;
      case IpHash -> Algorithm.IP_HASH;
      case ConsistentHash -> Algorithm.CONSISTENT_HASH;
      case PeakEwma -> Algorithm.PEAK_EWMA;
    };
  }

  /** Null where all are the defaults. */
  static BalancingConfig read(PoolLoadBalancer given, Problems problems) {
    PoolLoadBalancer balancer = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    BalancingConfig config =
        new BalancingConfig(
            HashKeys.read(balancer.hashKey(), problems),
            number("virtualNodes", balancer.virtualNodes(), 100, 1, 1000, problems),
            number("boundedLoad", balancer.boundedLoad(), 125, 101, 1000, problems),
            slowStart(balancer.slowStart(), problems),
            locality(balancer.locality()),
            number("localityThreshold", balancer.localityThreshold(), 70, 1, 100, problems));
    return config.equals(BalancingConfig.DEFAULTS) ? null : config;
  }

  private static long slowStart(String text, Problems problems) {
    return text == null
        ? 0
        : Durations.read(FIELD.child("slowStart"), text, null, AtLeast.MILLISECOND, problems);
  }

  private static Locality locality(LocalityPreference preference) {
    return switch (Objects.requireNonNullElse(preference, LocalityPreference.None)) {
      case None -> Locality.NONE;
      case Zone -> Locality.ZONE;
      case Region -> Locality.REGION;
    };
  }

  private static int number(
      String field, Integer value, int fallback, int least, int most, Problems problems) {
    return Numbers.read(FIELD.child(field), value, fallback, least, most, problems);
  }
}
