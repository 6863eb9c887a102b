package dev.apifleet.apiserver.background;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Background work that is done again and again on an event loop, with a pause between the end of
 * one run and the next. A failed run is followed by the next like any other.
 */
public final class Repeat implements AutoCloseable {

  private final Vertx vertx;
  private final Context context;
  private final Duration pause;
  private final Supplier<Uni<Void>> work;

  // Touched on the context alone.
  private boolean running;
  private boolean wanted;
  private boolean closed;
  private long timer = -1;

  private Repeat(Vertx vertx, Duration pause, Supplier<Uni<Void>> work) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.pause = pause;
    this.work = work;
  }

  /** Begins at once. */
  public static Repeat every(Duration pause, Vertx vertx, Supplier<Uni<Void>> work) {
    Repeat repeat = new Repeat(vertx, pause, work);
    repeat.now();
    return repeat;
  }

  /** Begins after a pause: for what can wait while the instance starts. */
  public static Repeat after(Duration pause, Vertx vertx, Supplier<Uni<Void>> work) {
    Repeat repeat = new Repeat(vertx, pause, work);
    repeat.context.runOnContext(ignored -> repeat.rest());
    return repeat;
  }

  /** Does not wait for the pause to end; during a run it asks for one more. */
  public void now() {
    context.runOnContext(ignored -> run());
  }

  @Override
  public void close() {
    context.runOnContext(
        ignored -> {
          closed = true;
          vertx.cancelTimer(timer);
        });
  }

  private void run() {
    if (closed || running) {
      wanted = true;
      return;
    }
    running = true;
    wanted = false;
    vertx.cancelTimer(timer);
    // Each run has a context of its own, as a request has.
    VertxContext.createNewDuplicatedContext(context)
        .runOnContext(
            ignored ->
                Uni.createFrom()
                    .deferred(work::get)
                    .subscribe()
                    .with(done -> ended(), failure -> ended()));
  }

  private void ended() {
    context.runOnContext(
        ignored -> {
          running = false;
          if (wanted) {
            run();
          } else {
            rest();
          }
        });
  }

  private void rest() {
    if (!closed) {
      timer = vertx.setTimer(pause.toMillis(), fired -> run());
    }
  }
}
