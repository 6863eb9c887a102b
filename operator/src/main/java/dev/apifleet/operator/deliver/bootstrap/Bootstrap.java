package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.deliver.Published;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The published snapshots as they are kept outside of any operator: gateways begin with them when
 * none answers, and operators go on from them. Written after the publication, by a thread of its
 * own.
 */
@Singleton
public final class Bootstrap {
  private final PieceStore store;
  private final LongSupplier nowMillis;
  private final BiConsumer<Runnable, Long> schedule;
  private final Map<String, Upkeep> fleets = new HashMap<>();
  private final Set<String> tooLarge = ConcurrentHashMap.newKeySet();

  @Inject
  Bootstrap(PieceStore store, MeterRegistry meters) {
    this(store, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), onItsOwnThread());
    meters.gaugeCollectionSize("apifleet.bootstrap.too.large", List.of(), tooLarge);
  }

  /** Writes with this clock and on this thread. */
  public Bootstrap(PieceStore store, LongSupplier nowMillis, BiConsumer<Runnable, Long> schedule) {
    this.store = store;
    this.nowMillis = nowMillis;
    this.schedule = schedule;
  }

  private static BiConsumer<Runnable, Long> onItsOwnThread() {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bootstrap").factory());
    return (task, millis) -> thread.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** What was published last, by fleet; throws when Kubernetes does not answer. */
  public Map<String, Published> read() {
    Map<String, Published> read = new HashMap<>();
    store
        .all()
        .forEach(
            (fleet, pieces) ->
                KeptSnapshot.read(fleet, pieces).ifPresent(kept -> read.put(fleet, kept)));
    return read;
  }

  /** This was published for a fleet; it is written when it is its turn, unless more follows. */
  public synchronized void keep(GatewayFleet fleet, String name, Published published) {
    Upkeep upkeep = fleets.get(name);
    if (upkeep == null || !upkeep.isOf(fleet)) {
      Optional.ofNullable(upkeep).ifPresent(Upkeep::end);
      upkeep = new Upkeep(fleet, name, store, tooLarge, nowMillis, schedule);
      fleets.put(name, upkeep);
    }
    upkeep.keep(published);
  }

  /** Forgets fleets that no longer exist; Kubernetes deletes what was kept of them. */
  public synchronized void retain(Collection<String> names) {
    fleets.forEach(
        (name, upkeep) -> {
          if (!names.contains(name)) {
            upkeep.end();
          }
        });
    fleets.keySet().retainAll(names);
    tooLarge.retainAll(names);
  }

  /** Keeps nothing from now on: another operator may lead. */
  public void stop() {
    retain(Set.of());
  }
}
