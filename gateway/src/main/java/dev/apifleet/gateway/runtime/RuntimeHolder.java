package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/** The one reference to the runtime that serves. Read by any thread, swapped by one at a time. */
public final class RuntimeHolder {
  private final MeterRegistry registry;
  private final PoolMeters poolMeters;
  private volatile Runtime current = Runtime.empty();

  public RuntimeHolder(MeterRegistry registry) {
    this.registry = registry;
    this.poolMeters = new PoolMeters(registry);
  }

  public Runtime current() {
    return current;
  }

  /** Members first, so that no request finds a new pool empty. */
  public void swap(Runtime next) {
    next.members().forEach(Pool::use);
    Runtime before = current;
    current = next;
    updateMeters(before, next);
  }

  private void updateMeters(Runtime before, Runtime next) {
    before.pools().values().stream()
        .filter(pool -> !next.pools().containsValue(pool))
        .forEach(poolMeters::remove);
    next.pools().values().stream()
        .filter(pool -> !before.pools().containsValue(pool))
        .forEach(poolMeters::add);
    before.routes().entrySet().stream()
        .filter(route -> !next.routes().containsKey(route.getKey()))
        .forEach(route -> route.getValue().meters().remove());
    before.resources().keySet().stream()
        .filter(key -> key.kind() == Kind.POLICY && !next.resources().containsKey(key))
        .forEach(key -> TaggedMeters.remove(registry, Tag.of("policy", key.name())));
  }
}
