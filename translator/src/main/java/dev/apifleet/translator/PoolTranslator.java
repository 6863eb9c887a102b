package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolSpec;
import dev.apifleet.api.v1alpha1.PoolDiscovery;
import dev.apifleet.api.v1alpha1.ServiceDiscovery;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import java.util.List;
import java.util.Optional;

/** Turns a BackendPool into what gateways balance over. */
final class PoolTranslator {
  private static final int HASH_LENGTH = 12;
  private static final FieldPath RETRY_BUDGET = FieldPath.SPEC.child("retryBudget");
  private static final BackendPoolSpec NOTHING =
      new BackendPoolSpec(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  private final Discovery discovery;
  private final Failovers failovers;
  private final BackendSecurity security;
  private final Findings findings;

  PoolTranslator(Lookups<Inventory> lookups, Findings findings) {
    this.discovery = new Discovery(lookups);
    this.failovers = new Failovers(lookups);
    this.security = new BackendSecurity(new Secrets(lookups));
    this.findings = findings;
  }

  /** What was found wrong: so that the pool is not valid, leads nowhere, or says more than is. */
  private record Wrong(Problems invalid, Problems unresolved, Problems stale) {}

  PoolParts translate(BackendPool pool) {
    ObjectRef ref = ObjectRef.of(pool);
    BackendPoolSpec spec = pool.getSpec() == null ? NOTHING : pool.getSpec();
    Wrong wrong = new Wrong(new Problems(), new Problems(), new Problems());
    Optional<EndpointsConfig> live =
        discovery
            .endpoints(ref.namespace(), spec.discovery(), wrong.invalid(), wrong.unresolved())
            .map(list -> new EndpointsConfig(ref.qualifiedName(), list));
    PoolConfig config = config(ref, spec, live, wrong);
    Scaling.check(spec, wrong.invalid());
    report(ref, wrong);
    return new PoolParts(wrong.invalid().none() ? Optional.of(config) : Optional.empty(), live);
  }

  private PoolConfig config(
      ObjectRef ref, BackendPoolSpec spec, Optional<EndpointsConfig> endpoints, Wrong wrong) {
    Problems invalid = wrong.invalid();
    Optional<DnsConfig> dns = dns(spec.discovery());
    Optional<List<EndpointConfig>> known = endpoints.map(EndpointsConfig::endpoints);
    EndpointSwitches switches = new EndpointSwitches(known, invalid, wrong.stale());
    return new PoolConfig(
        ref.qualifiedName(),
        Balancing.algorithm(spec.loadBalancer()),
        Breakers.read(spec.circuitBreaker(), invalid),
        endpoints.map(now -> source(ref.namespace(), spec.discovery(), now)).orElse(null),
        Balancing.read(spec.loadBalancer(), invalid),
        dns.orElse(null),
        HealthChecks.read(spec.healthCheck(), spec.discovery(), invalid),
        Connections.read(
            spec.connections(),
            security.read(ref.namespace(), spec.connections(), invalid, wrong.unresolved()),
            invalid),
        Numbers.read(
            RETRY_BUDGET, spec.retryBudget(), PoolConfig.DEFAULT_RETRY_BUDGET, 0, 100, invalid),
        failovers.read(ref, spec.failover(), invalid, wrong.unresolved()),
        Concurrency.read(spec.concurrency(), invalid),
        switches.disabled(spec.disabledEndpoints()),
        switches.faults(spec.faults()),
        Scaling.activation(spec.autoscaling(), invalid));
  }

  /** Its problems are those that finding the endpoints has told already. */
  private static Optional<DnsConfig> dns(PoolDiscovery discovery) {
    return discovery == null || discovery.dns() == null
        ? Optional.empty()
        : DnsNames.read(discovery.dns(), new Problems());
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

  private void report(ObjectRef ref, Wrong wrong) {
    findings.refute(ref, Findings.ACCEPTED, wrong.invalid());
    findings.refute(ref, Findings.RESOLVED_REFS, wrong.unresolved());
    findings.partly(ref, wrong.stale());
    findings.holds(ref, Findings.ACCEPTED, "The pool is accepted.");
    findings.holds(ref, Findings.RESOLVED_REFS, "All that the pool refers to exists.");
  }
}
