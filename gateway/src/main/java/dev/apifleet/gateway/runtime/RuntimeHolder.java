package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.RuntimeBuilder.Built;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The one reference to the runtime that serves. Read by any thread, swapped by one at a time. */
public final class RuntimeHolder {
  private final MeterRegistry registry;
  private final PoolMeters poolMeters;
  private final PoolsListener upkeep;
  private volatile Runtime current = Runtime.empty();

  /** Hears which pools serve otherwise than before, or as new ones, and which do no more. */
  public interface PoolsListener {
    void changed(Collection<Pool> serving, Collection<Pool> gone);
  }

  /** Serves nothing at first. */
  public RuntimeHolder(MeterRegistry registry, PoolsListener upkeep) {
    this.registry = registry;
    this.upkeep = upkeep;
    this.poolMeters = new PoolMeters(registry);
  }

  public Runtime current() {
    return current;
  }

  /** The same serves under another version. */
  public void rename(Version version) {
    current = current.as(version);
  }

  /** Members first, so that no request finds a new pool empty. */
  public void swap(Built next) {
    Runtime before = current;
    share(before, next);
    next.members().forEach(Pool::use);
    current = next.runtime();
    List<Pool> gone = updateMeters(before, next);
    gone.forEach(Pool::retire);
    upkeep.changed(next.members().keySet(), gone);
  }

  /** All pools hear of another number of gateways, and those that are new of the one there is. */
  private static void share(Runtime before, Built next) {
    int gateways = gateways(next.runtime());
    Collection<Pool> others =
        gateways == gateways(before) ? next.members().keySet() : next.runtime().pools().values();
    others.forEach(pool -> pool.shareAmong(gateways));
  }

  private static int gateways(Runtime runtime) {
    return runtime.settings() == null ? 1 : Math.max(1, runtime.settings().gateways());
  }

  /** Returns the pools that serve no more. */
  private List<Pool> updateMeters(Runtime before, Built next) {
    List<Pool> gonePools = new ArrayList<>();
    Set<Tag> gone = new HashSet<>();
    for (ResourceKey key : next.changed()) {
      switch (key.kind()) {
        case POOL -> {
          Pool old = before.pools().get(key.name());
          Pool now = next.runtime().pools().get(key.name());
          if (old != now && old != null) {
            gonePools.add(old);
            gone.add(PoolMeters.tag(old));
          }
        }
        case ROUTE -> {
          CompiledRoute old = before.routes().get(key.name());
          if (old != null && !next.runtime().routes().containsKey(key.name())) {
            gone.add(Tag.of("route", key.name()));
          }
        }
        case POLICY -> {
          if (before.resources().containsKey(key) && !next.runtime().resources().containsKey(key)) {
            gone.add(Tag.of("policy", key.name()));
          }
        }
        case FLEET, LISTENER, ISSUER, API_KEY, ENDPOINTS -> {}
      }
    }
    if (!gone.isEmpty()) {
      TaggedMeters.remove(registry, gone);
    }
    next.members().keySet().stream()
        .filter(pool -> before.pools().get(pool.name()) != pool)
        .forEach(poolMeters::add);
    return gonePools;
  }
}
