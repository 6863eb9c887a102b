package dev.apifleet.bench.limits;

import dev.apifleet.bench.Turns;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Asks for decisions as fast as they come, so many side by side as busy connections would. */
final class ClosedLoop {
  private static final int SIDE_BY_SIDE = 64;

  private final Decider decider;
  private final IntSupplier keys;
  private final long end;
  private long asked;
  private long answered;

  private ClosedLoop(Decider decider, IntSupplier keys, long end) {
    this.decider = decider;
    this.keys = keys;
    this.end = end;
  }

  /** Decisions per second. */
  static double rate(Context loop, Decider decider, IntSupplier keys, Duration time) {
    long began = System.nanoTime();
    ClosedLoop run = new ClosedLoop(decider, keys, began + time.toNanos());
    Turns.always(loop, run::turn);
    return run.answered * 1e9 / (System.nanoTime() - began);
  }

  private boolean turn() {
    boolean more = asked == 0 || System.nanoTime() < end;
    for (int i = 0; more && i < SIDE_BY_SIDE && asked - answered < SIDE_BY_SIDE; i++) {
      asked++;
      decider.decide(keys.getAsInt(), this::answered);
    }
    return more || answered < asked;
  }

  private void answered() {
    answered++;
  }
}
