package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolFailover;
import java.util.List;

/** Reads which pool takes over from another. */
final class Failovers {
  private static final FieldPath FIELD = FieldPath.SPEC.child("failover").child("pool");

  private final Lookups<Inventory> lookups;

  Failovers(Lookups<Inventory> lookups) {
    this.lookups = lookups;
  }

  /** The qualified name, also of a pool that is yet to come; null for none. */
  String read(ObjectRef pool, PoolFailover failover, Problems invalid, Problems unresolved) {
    if (failover == null) {
      return null;
    }
    if (Texts.isBlank(failover.pool()) || failover.pool().equals(pool.name())) {
      invalid.invalid(FIELD, failover.pool(), "name another BackendPool of the namespace");
      return null;
    }
    String namespace = pool.namespace();
    String other = failover.pool();
    if (!lookups.ask(inventory -> inventory.pools().has(namespace, other))) {
      unresolved.add("BackendNotFound", notFound(pool, other));
    }
    return namespace + "/" + other;
  }

  private String notFound(ObjectRef pool, String name) {
    String namespace = pool.namespace();
    List<String> all = lookups.ask(inventory -> inventory.pools().names(namespace, _ -> true));
    List<String> others = all.stream().filter(other -> !other.equals(pool.name())).toList();
    return "%s: no BackendPool %s in namespace %s; %s"
        .formatted(
            FIELD,
            Quoted.of(name),
            Quoted.of(pool.namespace()),
            Quoted.orOneOf("create it", others));
  }
}
