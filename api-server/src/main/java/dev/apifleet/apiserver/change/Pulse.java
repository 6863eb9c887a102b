package dev.apifleet.apiserver.change;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What happens now and then without a cause: a look for what nobody told of, for what did not
 * arrive, for readers whose time is over, and for changes that are too old to keep.
 */
final class Pulse {

  private static final int MILLIS = 500;
  private static final Duration BETWEEN_PRUNINGS = Duration.ofMinutes(1);
  private static final int PRUNED_AT_ONCE = 500;

  private final Relay relay;
  private final Feed feed;
  private final Streams streams;
  private final ChangeTable table;
  private final Duration retention;
  private final Clock clock;
  private Instant nextPruning;

  Pulse(
      Relay relay, Feed feed, Streams streams, ChangeTable table, Duration retention, Clock clock) {
    this.relay = relay;
    this.feed = feed;
    this.streams = streams;
    this.table = table;
    this.retention = retention;
    this.clock = clock;
    this.nextPruning = clock.instant().plus(jittered(BETWEEN_PRUNINGS));
  }

  /** Begins; what comes back ends it. */
  Runnable start(Vertx vertx) {
    long timer = vertx.setPeriodic(1, MILLIS, tick -> beat());
    return () -> vertx.cancelTimer(timer);
  }

  private void beat() {
    relay.wake();
    // without the database there is nothing to compare with; the next beat tries again
    feed.check().subscribe().with(done -> {}, failure -> {});
    streams.pulse();
    if (!clock.instant().isBefore(nextPruning)) {
      nextPruning = clock.instant().plus(jittered(BETWEEN_PRUNINGS));
      prune();
    }
  }

  private void prune() {
    table
        .prune(clock.instant().minus(retention), PRUNED_AT_ONCE)
        .subscribe()
        .with(
            count -> {
              if (count == PRUNED_AT_ONCE) {
                prune();
              }
            },
            failure -> {});
  }

  private static Duration jittered(Duration pause) {
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis()));
  }
}
