package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.database.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A second instance: all that tells and streams changes, once more, with a bus connection, a memory
 * and timers of its own. It shares the process with the first, and the database's connections.
 */
final class OtherInstance implements AutoCloseable {

  static final int REMEMBERED = 64;

  final Bus bus;
  final Feed feed;
  final Relay relay;
  final Streams streams;
  final ChangeMetrics metrics = new ChangeMetrics(new SimpleMeterRegistry());
  private final Runnable stopPulse;

  OtherInstance(
      Bus bus,
      Database database,
      ChangeTable table,
      ChangesConfig config,
      Clock clock,
      Vertx vertx) {
    this.bus = bus;
    Memory memory = new Memory(REMEMBERED, 1 << 24);
    feed = new Feed(memory, table, bus, metrics, () -> {});
    relay = new Relay(database, table, bus, metrics, clock);
    streams = new Streams(feed, memory, table, config, metrics, clock);
    Pulse pulse = new Pulse(relay, feed, streams);
    feed.start();
    stopPulse = pulse.start(vertx);
    Eventually.until(() -> feed.started() && bus.stands());
  }

  /** What a client of this instance saw. */
  static final class Seen implements AutoCloseable {
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    volatile Throwable failure;
    private Cancellable stream = () -> {};

    List<Integer> versions() {
      return changes().map(told -> told.change().version()).toList();
    }

    List<Long> positions() {
      return changes().map(Told::position).toList();
    }

    private Stream<Told> changes() {
      return notices.stream().filter(Told.class::isInstance).map(Told.class::cast);
    }

    @Override
    public void close() {
      stream.cancel();
    }
  }

  Seen watch(long id) {
    return watch(streams, id, -1);
  }

  static Seen watch(Streams streams, long id, long after) {
    Seen seen = new Seen();
    ChangeFilter filter = new ChangeFilter(Set.of(), Set.of(id));
    seen.stream =
        streams
            .open(filter, new Caller(null, Set.of()), after, Validity.FOREVER)
            .subscribe()
            .with(seen.notices::add, failure -> seen.failure = failure);
    return seen;
  }

  /** As a process that is killed: nothing is finished. */
  @Override
  public void close() {
    stopPulse.run();
    bus.close();
  }
}
