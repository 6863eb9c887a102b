package dev.apifleet.gateway.sync;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks for the token that follows the one of a stream before that expires, since the operator ends
 * the stream then. Confined to one event loop.
 */
final class TokenRenewal {
  private static final Logger LOG = Logger.getLogger(TokenRenewal.class);

  /** For a token that does not tell how long it lives. */
  private static final long UNKNOWN_LIFE_MILLIS = 300_000;

  private final Vertx vertx;
  private final Supplier<Future<String>> read;
  private final Consumer<String> onNew;
  private String current;
  private boolean stopped;
  private long timer = FleetClient.NO_TIMER;

  /**
   * Does nothing yet.
   *
   * @param read reads the token as it is now
   * @param onNew gets each that follows
   */
  TokenRenewal(Vertx vertx, Supplier<Future<String>> read, Consumer<String> onNew) {
    this.vertx = vertx;
    this.read = read;
    this.onNew = onNew;
  }

  /** Begins with the token that was said. */
  void start(String token) {
    current = token;
    if (!token.isEmpty()) {
      lookLater();
    }
  }

  void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private void lookLater() {
    if (!stopped) {
      timer = vertx.setTimer(wait(current), _ -> look());
    }
  }

  private static long wait(String token) {
    double luck = ThreadLocalRandom.current().nextDouble();
    return TokenLife.of(token)
        .map(life -> life.nextLookMillis(System.currentTimeMillis(), luck))
        .orElse((long) (UNKNOWN_LIFE_MILLIS * (1 - luck / 10)));
  }

  private void look() {
    read.get()
        .onSuccess(this::take)
        .onFailure(e -> LOG.warnf("This pod's token cannot be read: %s", e.getMessage()))
        .onComplete(_ -> lookLater());
  }

  private void take(String found) {
    if (!stopped && !found.equals(current)) {
      current = found;
      onNew.accept(found);
    }
  }
}
