package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
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
    Set<Tag> gone = new HashSet<>();
    before.pools().values().stream()
        .filter(pool -> next.pools().get(pool.name()) != pool)
        .forEach(pool -> gone.add(PoolMeters.tag(pool)));
    before.routes().entrySet().stream()
        .filter(route -> !next.routes().containsKey(route.getKey()))
        .forEach(
            route -> {
              route.getValue().meters().close();
              gone.add(Tag.of("route", route.getKey()));
            });
    before.resources().keySet().stream()
        .filter(key -> key.kind() == Kind.POLICY && !next.resources().containsKey(key))
        .forEach(key -> gone.add(Tag.of("policy", key.name())));
    if (!gone.isEmpty()) {
      TaggedMeters.remove(registry, gone);
    }
    next.pools().values().stream()
        .filter(pool -> before.pools().get(pool.name()) != pool)
        .forEach(poolMeters::add);
  }
}
