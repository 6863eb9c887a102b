package dev.apifleet.gateway.sync;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * The way to the operator at one address: dials again and again while that address is wanted, and
 * keeps a stream that lives even when it is not. Confined to one event loop.
 */
final class OperatorLink {
  private static final Logger LOG = Logger.getLogger(OperatorLink.class);

  /** After so long, the end of a stream is no failure of the operator to take one. */
  private static final long STEADY_MILLIS = 5_000;

  private final Vertx vertx;
  private final FleetStream.Opener opener;
  private final String name;
  private final Runnable onEnd;
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private FleetStream stream;
  private boolean wanted = true;
  private boolean waiting;
  private boolean over;
  private long timer = FleetClient.NO_TIMER;

  /**
   * Does nothing yet.
   *
   * @param name for people
   * @param onEnd hears when a stream ends
   */
  OperatorLink(Vertx vertx, FleetStream.Opener opener, String name, Runnable onEnd) {
    this.vertx = vertx;
    this.opener = opener;
    this.name = name;
    this.onEnd = onEnd;
  }

  /** The stream, while there is one. */
  Optional<FleetStream> stream() {
    return Optional.ofNullable(stream);
  }

  /** Whether it will never dial again. */
  boolean isOver() {
    return over;
  }

  /** Whether the operators' name stands for this address, too. */
  void want(boolean now) {
    wanted = now;
    if (!now && waiting) {
      vertx.cancelTimer(timer);
      waiting = false;
      over = true;
    }
  }

  void dial() {
    waiting = false;
    opener
        .open()
        .onSuccess(this::converse)
        .onFailure(
            e -> {
              LOG.warnf("No stream to the operator at %s: %s", name, reason(e));
              again();
            });
  }

  private void converse(FleetStream opened) {
    LOG.infof("Connected to the operator at %s", name);
    stream = opened;
    long steady = vertx.setTimer(STEADY_MILLIS, _ -> backoff.reset());
    opened
        .ended()
        .onFailure(
            e -> {
              LOG.warnf("The stream to the operator at %s ended: %s", name, reason(e));
              vertx.cancelTimer(steady);
              stream = null;
              again();
              onEnd.run();
            });
  }

  private void again() {
    if (wanted) {
      waiting = true;
      timer = vertx.setTimer(backoff.nextMillis(), _ -> dial());
    } else {
      over = true;
    }
  }

  /** The outermost message alone often hides what is wrong with a certificate. */
  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Throwable cause = failure.getCause();
    boolean saysMore = cause != null && !message.contains(String.valueOf(cause.getMessage()));
    return saysMore ? message + ": " + reason(cause) : message;
  }
}
