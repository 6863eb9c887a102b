package dev.apifleet.apiserver.change;

import java.time.Duration;
import java.time.Instant;

/** How many messages a client may send: so many in each window. */
final class SocketRate {

  private static final int MOST = 50;
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private Instant began = Instant.MIN;
  private int count;

  synchronized boolean permits(Instant now) {
    if (!now.isBefore(began.plus(WINDOW))) {
      began = now;
      count = 0;
    }
    return ++count <= MOST;
  }
}
