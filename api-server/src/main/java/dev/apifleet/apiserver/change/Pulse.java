package dev.apifleet.apiserver.change;

import io.vertx.core.Vertx;

/**
 * What happens now and then without a cause: a look for what nobody told of, for what did not
 * arrive, and for readers whose time is over.
 */
final class Pulse {

  private static final int MILLIS = 500;

  private final Relay relay;
  private final Feed feed;
  private final Streams streams;

  Pulse(Relay relay, Feed feed, Streams streams) {
    this.relay = relay;
    this.feed = feed;
    this.streams = streams;
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
  }
}
