package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolFailover;
import java.util.List;
import java.util.SortedSet;

/** Reads which pool takes over from another. */
final class Failovers {
  private static final FieldPath FIELD = FieldPath.SPEC.child("failover").child("pool");

  private final SortedSet<String> pools;

  /**
   * Looks among these.
   *
   * @param pools {@code namespace/name} of all
   */
  Failovers(SortedSet<String> pools) {
    this.pools = pools;
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
    String qualified = pool.namespace() + "/" + failover.pool();
    if (!pools.contains(qualified)) {
      unresolved.add("BackendNotFound", notFound(pool, failover.pool()));
    }
    return qualified;
  }

  private String notFound(ObjectRef pool, String name) {
    String prefix = pool.namespace() + "/";
    List<String> others =
        pools.stream()
            .filter(other -> other.startsWith(prefix) && !other.equals(pool.qualifiedName()))
            .map(other -> other.substring(prefix.length()))
            .toList();
    return "%s: no BackendPool %s in namespace %s; %s"
        .formatted(
            FIELD,
            Quoted.of(name),
            Quoted.of(pool.namespace()),
            Quoted.orOneOf("create it", others));
  }
}
