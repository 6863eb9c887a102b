package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.deliver.Coalescer;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.snapshot.bootstrap.Chunks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Brings what is kept of one fleet to what was published last: at most once a second, and also when
 * others have changed what is kept. Nothing is believed of what is there but what is read before
 * each write.
 */
final class Upkeep {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final long PAUSE_MILLIS = 1_000;

  /** A large snapshot is written less often: Kubernetes' store keeps each version for minutes. */
  private static final long PAUSE_TO_WORK = 10;

  /** Secrets are deleted and damaged while nothing is published. */
  private static final long LOOK_MILLIS = 60_000;

  private final GatewayFleet fleet;
  private final String name;
  private final PieceStore store;
  private final Set<String> tooLarge;
  private final LongSupplier nowMillis;
  private final Coalescer writes;
  private final BiConsumer<Runnable, Long> schedule;
  private volatile Published wanted;
  private volatile boolean ended;
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
    this.schedule = schedule;
    this.writes = new Coalescer(this::write, this::pause, nowMillis, schedule);
    schedule.accept(this::lookAgain, LOOK_MILLIS);
  }

  /** Whether it is about this very fleet, and not an earlier one of the same name. */
  boolean isOf(GatewayFleet other) {
    return fleet.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  void keep(Published published) {
    wanted = published;
    writes.signal();
  }

  /** Writes nothing more. */
  void end() {
    ended = true;
  }

  private void lookAgain() {
    if (!ended) {
      writes.signal();
      schedule.accept(this::lookAgain, LOOK_MILLIS);
    }
  }

  private long pause() {
    return Math.max(PAUSE_MILLIS, PAUSE_TO_WORK * tookMillis);
  }

  private void write() {
    if (ended) {
      return;
    }
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
    Map<Integer, Place> there = store.of(fleet);
    if (Places.areOfLaterThan(published.version(), there)
        || Places.latest(there).holds(published.version().hash())) {
      return;
    }
    Optional<List<Chunk>> pieces = Chunks.of(Delta.full(published.snapshot(), published.version()));
    if (pieces.isPresent()) {
      write(published, pieces.get(), there);
      tooLarge.remove(name);
    } else if (tooLarge.add(name)) {
      LOG.errorf(
          "fleet %s: its snapshot is too large to be kept in %d Secrets; gateways that start without"
              + " an operator begin with the last one that was not. Spread its routes over more fleets",
          name, Chunk.MOST);
    }
  }

  private void write(Published published, List<Chunk> pieces, Map<Integer, Place> there) {
    Places before = Places.latest(there);
    Places next = before.next(pieces.size(), published.version());
    for (int i = 0; i < pieces.size(); i++) {
      int place = next.first() + i;
      store.put(fleet, place, Optional.ofNullable(there.get(place)), pieces.get(i));
    }
    there.forEach(
        (place, found) -> {
          if (found.taken() && next.leavesFree(before, place)) {
            store.clear(fleet, place, found);
          }
        });
  }
}
