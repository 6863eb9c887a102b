package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.deliver.Coalescer;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.snapshot.bootstrap.Chunks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Brings what is kept of one fleet to what was published last: at most once a second. */
final class Upkeep {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final long PAUSE_MILLIS = 1_000;

  /** A large snapshot is written less often: Kubernetes' store keeps each version for minutes. */
  private static final long PAUSE_TO_WORK = 10;

  private final GatewayFleet fleet;
  private final String name;
  private final PieceStore store;
  private final Set<String> tooLarge;
  private final LongSupplier nowMillis;
  private final Coalescer writes;
  private final Set<Integer> taken = new TreeSet<>();
  private volatile Published wanted;
  private Places places;
  private long tookMillis;
  private boolean failed;

  Upkeep(
      GatewayFleet fleet,
      String name,
      PieceStore store,
      Set<String> tooLarge,
      LongSupplier nowMillis,
      BiConsumer<Runnable, Long> schedule) {
    this.fleet = fleet;
    this.name = name;
    this.store = store;
    this.tooLarge = tooLarge;
    this.nowMillis = nowMillis;
    this.writes = new Coalescer(this::write, this::pause, nowMillis, schedule);
  }

  /** Whether it is about this very fleet, and not an earlier one of the same name. */
  boolean isOf(GatewayFleet other) {
    return fleet.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  void keep(Published published) {
    wanted = published;
    writes.signal();
  }

  private long pause() {
    return Math.max(PAUSE_MILLIS, PAUSE_TO_WORK * tookMillis);
  }

  private void write() {
    long began = nowMillis.getAsLong();
    try {
      bring(wanted);
      failed = false;
    } catch (RuntimeException e) { // the thread would keep it to itself
      warn(e);
      writes.signal();
    }
    tookMillis = nowMillis.getAsLong() - began;
  }

  private void warn(RuntimeException e) {
    if (!failed) {
      LOG.warnf("fleet %s: its snapshot is not kept, which is tried again: %s", name, e);
      failed = true;
    }
  }

  private void bring(Published published) {
    look();
    if (places.holds(published.version().hash())) {
      return;
    }
    Optional<List<Chunk>> pieces = Chunks.of(Delta.full(published.snapshot(), published.version()));
    if (pieces.isPresent()) {
      write(published, pieces.get());
      tooLarge.remove(name);
    } else if (tooLarge.add(name)) {
      LOG.errorf(
          "fleet %s: its snapshot is too large to be kept in %d Secrets; gateways that start without"
              + " an operator begin with the last one that was not. Spread its routes over more fleets",
          name, Chunk.MOST);
    }
  }

  private void write(Published published, List<Chunk> pieces) {
    Places next = places.next(pieces.size(), published.version());
    for (int i = 0; i < pieces.size(); i++) {
      taken.add(next.first() + i);
      store.put(fleet, next.first() + i, pieces.get(i));
    }
    for (int place : List.copyOf(taken)) {
      if (next.leavesFree(places, place)) {
        store.clear(fleet, place);
        taken.remove(place);
      }
    }
    places = next;
  }

  /** Once: what an earlier leader has kept. */
  private void look() {
    if (places == null) {
      var there = store.of(fleet);
      taken.addAll(there.keySet());
      places = Places.latest(there);
    }
  }
}
