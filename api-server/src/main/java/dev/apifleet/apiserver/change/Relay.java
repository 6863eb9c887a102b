package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.background.Backoff;
import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Tells stored changes on the bus, in order, at least once. Any instance may do it, one at a time
 * does: who has the lock on the relay's row. Positions are committed before they are told, so that
 * what a crash makes told twice has the same position both times.
 */
final class Relay {

  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final int BATCH = 100;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(5));

  private final Database database;
  private final ChangeTable table;
  private final Bus bus;
  private final ChangeMetrics metrics;
  private final Clock clock;
  private final RetryGate busAway = new RetryGate(BACKOFF);
  private final RetryGate databaseAway = new RetryGate(BACKOFF);
  private final AtomicInteger wakes = new AtomicInteger();

  Relay(Database database, ChangeTable table, Bus bus, ChangeMetrics metrics, Clock clock) {
    this.database = database;
    this.table = table;
    this.bus = bus;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Something may be there to tell. Returns at once; one round runs at a time. */
  void wake() {
    if (databaseAway.permits(clock.instant()) && wakes.getAndIncrement() == 0) {
      go();
    }
  }

  private void go() {
    int seen = wakes.get();
    round().subscribe().with(more -> next(more, seen), this::pause);
  }

  private void next(boolean more, int seen) {
    databaseAway.succeeded();
    if (more || !wakes.compareAndSet(seen, 0)) {
      go();
    }
  }

  private void pause(Throwable failure) {
    if (databaseAway.failed(clock.instant())) {
      LOG.warnf("Changes wait to be told: %s", failure);
    }
    wakes.set(0);
  }

  /** Whether there may be more. Who does not get the lock leaves it: its holder looks again. */
  Uni<Boolean> round() {
    return table
        .standing()
        .chain(standing -> standing.untold() ? number() : Uni.createFrom().item(0))
        .chain(numbered -> publish().map(told -> told || numbered == BATCH));
  }

  private Uni<Integer> number() {
    return database.write(
        session ->
            table
                .lock(session)
                .chain(
                    locked ->
                        locked == null
                            ? Uni.createFrom().item(0)
                            : table.number(session, locked, BATCH)));
  }

  /**
   * Whether something was told. While the bus is away, nothing is, and instances read the table.
   */
  private Uni<Boolean> publish() {
    if (!busAway.permits(clock.instant())) {
      return Uni.createFrom().item(false);
    }
    return table
        .standing()
        .chain(
            standing ->
                standing.numbered() == standing.published()
                    ? Uni.createFrom().item(false)
                    : database.write(this::publish))
        .onFailure(Bus.BusAway.class)
        .recoverWithItem(this::busFailed);
  }

  private Uni<Boolean> publish(Mutiny.Session session) {
    return table
        .lock(session)
        .chain(
            locked ->
                locked == null
                    ? Uni.createFrom().item(false)
                    : table
                        .after(session, locked.published(), BATCH)
                        .chain(
                            batch ->
                                batch.isEmpty()
                                    ? nothingLeft(session, locked)
                                    : publish(session, batch)));
  }

  /** What was not told is pruned. */
  private Uni<Boolean> nothingLeft(Mutiny.Session session, ChangeTable.Standing locked) {
    return table.published(session, locked.numbered()).replaceWith(false);
  }

  private Uni<Boolean> publish(Mutiny.Session session, List<Told> batch) {
    Context context = Vertx.currentContext();
    return bus.publish(batch)
        .emitOn(work -> context.runOnContext(ignored -> work.run()))
        .chain(() -> table.published(session, batch.getLast().position()))
        .invoke(() -> told(batch))
        .replaceWith(true);
  }

  private void told(List<Told> batch) {
    Instant now = clock.instant();
    if (busAway.succeeded()) {
      LOG.infof("Changes are told by %s again", bus.kind());
    }
    batch.forEach(told -> metrics.told(Duration.between(told.at(), now)));
  }

  private boolean busFailed(Throwable failure) {
    if (busAway.failed(clock.instant())) {
      LOG.warnf("Changes are not told by %s; instances read the table: %s", bus.kind(), failure);
    }
    return false;
  }
}
