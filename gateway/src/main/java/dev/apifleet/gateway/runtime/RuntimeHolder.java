package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Collection;
import java.util.function.Consumer;

/** The one reference to the runtime that serves. Read by any thread, swapped by one at a time. */
public final class RuntimeHolder {
  private final MeterRegistry registry;
  private final PoolMeters poolMeters;
  private final Consumer<Collection<Pool>> upkeep;
  private volatile Runtime current = Runtime.empty();

  /**
   * Serves nothing at first.
   *
   * @param upkeep hears which pools serve, whenever anything has changed
   */
  public RuntimeHolder(MeterRegistry registry, Consumer<Collection<Pool>> upkeep) {
    this.registry = registry;
    this.upkeep = upkeep;
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
    upkeep.accept(next.pools().values());
  }

  private void updateMeters(Runtime before, Runtime next) {
    before.pools().values().stream()
        .filter(pool -> next.pools().get(pool.name()) != pool)
        .forEach(poolMeters::remove);
    next.pools().values().stream()
        .filter(pool -> before.pools().get(pool.name()) != pool)
        .forEach(poolMeters::add);
    before.routes().entrySet().stream()
        .filter(route -> !next.routes().containsKey(route.getKey()))
        .forEach(
            route -> {
              route.getValue().meters().remove();
              TaggedMeters.remove(registry, Tag.of("route", route.getKey()));
            });
    before.resources().keySet().stream()
        .filter(key -> key.kind() == Kind.POLICY && !next.resources().containsKey(key))
        .forEach(key -> TaggedMeters.remove(registry, Tag.of("policy", key.name())));
  }
}
