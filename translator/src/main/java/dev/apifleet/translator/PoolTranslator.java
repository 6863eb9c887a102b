package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolSpec;
import dev.apifleet.api.v1alpha1.LoadBalancerAlgorithm;
import dev.apifleet.api.v1alpha1.PoolDiscovery;
import dev.apifleet.api.v1alpha1.PoolLoadBalancer;
import dev.apifleet.api.v1alpha1.ServiceDiscovery;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.util.List;
import java.util.Optional;

/** Turns a BackendPool into what gateways balance over. */
final class PoolTranslator {
  private static final int HASH_LENGTH = 12;
  private static final BackendPoolSpec NOTHING =
      new BackendPoolSpec(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  private final Discovery discovery;
  private final Findings findings;

  PoolTranslator(Discovery discovery, Findings findings) {
    this.discovery = discovery;
    this.findings = findings;
  }

  PoolParts translate(BackendPool pool) {
    ObjectRef ref = ObjectRef.of(pool);
    BackendPoolSpec spec = pool.getSpec() == null ? NOTHING : pool.getSpec();
    Problems invalid = new Problems();
    Problems unresolved = new Problems();
    Optional<List<EndpointConfig>> endpoints =
        discovery.endpoints(ref.namespace(), spec.discovery(), invalid, unresolved);
    BreakerConfig breaker = Breakers.read(spec.circuitBreaker(), invalid);
    Scaling.check(spec, invalid);
    report(ref, invalid, unresolved);
    Optional<EndpointsConfig> live =
        endpoints.map(list -> new EndpointsConfig(ref.qualifiedName(), list));
    return new PoolParts(
        live.filter(_ -> invalid.none()).map(now -> config(ref, spec, breaker, now)), live);
  }

  private static PoolConfig config(
      ObjectRef ref, BackendPoolSpec spec, BreakerConfig breaker, EndpointsConfig endpoints) {
    return new PoolConfig(
        ref.qualifiedName(),
        algorithm(spec),
        breaker,
        source(ref.namespace(), spec.discovery(), endpoints));
  }

  /** Changes with the discovery, so that a pool is not called delivered without its new one. */
  private static String source(
      String namespace, PoolDiscovery discovery, EndpointsConfig endpoints) {
    ServiceDiscovery service = discovery.service();
    if (service == null) {
      return "endpoints " + Encoded.of(endpoints).hash().substring(0, HASH_LENGTH);
    }
    return "service %s/%s%s"
        .formatted(namespace, service.name(), service.port() == null ? "" : ":" + service.port());
  }

  private void report(ObjectRef ref, Problems invalid, Problems unresolved) {
    findings.refute(ref, Findings.ACCEPTED, invalid);
    findings.refute(ref, Findings.RESOLVED_REFS, unresolved);
    findings.holds(ref, Findings.ACCEPTED, "The pool is accepted.");
    findings.holds(ref, Findings.RESOLVED_REFS, "All that the pool refers to exists.");
  }

  private static PoolConfig.Algorithm algorithm(BackendPoolSpec spec) {
    PoolLoadBalancer balancer = spec.loadBalancer();
    if (balancer == null || balancer.algorithm() == null) {
      return PoolConfig.Algorithm.ROUND_ROBIN;
    }
    LoadBalancerAlgorithm algorithm = balancer.algorithm();
    return switch (algorithm) {
      case RoundRobin -> PoolConfig.Algorithm.ROUND_ROBIN;
      case WeightedRoundRobin -> PoolConfig.Algorithm.WEIGHTED_ROUND_ROBIN;
      case LeastConnections -> PoolConfig.Algorithm.LEAST_CONNECTIONS;
      case IpHash -> PoolConfig.Algorithm.IP_HASH;
      case ConsistentHash -> PoolConfig.Algorithm.CONSISTENT_HASH;
      case PeakEwma -> PoolConfig.Algorithm.PEAK_EWMA;
    };
  }
}
