package dev.apifleet.bench;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Work that an event loop does again and again, between its own, until the work says by false that
 * it is done.
 */
public final class Turns {
  private static final int PATIENCE_SECONDS = 120;

  private final Context loop;
  private final BooleanSupplier work;
  private final Promise<Void> over = Promise.promise();

  private Turns(Context loop, BooleanSupplier work) {
    this.loop = loop;
    this.work = work;
  }

  /** In each turn of a loop that never sleeps meanwhile. */
  public static void always(Context loop, BooleanSupplier work) {
    Turns turns = new Turns(loop, work);
    loop.runOnContext(_ -> turns.turnAndNext());
    turns.await();
  }

  /**
   * At even intervals, between which the loop sleeps as those of a gateway do: what never sleeps
   * gets the processor last where others want it too.
   */
  public static void every(long nanos, Context loop, BooleanSupplier work) {
    Turns turns = new Turns(loop, work);
    long next = System.nanoTime();
    while (!turns.over.future().isComplete()) {
      loop.runOnContext(_ -> turns.turn());
      next += nanos;
      LockSupport.parkNanos(next - System.nanoTime());
    }
    turns.await();
  }

  private void turnAndNext() {
    if (turn()) {
      loop.runOnContext(_ -> turnAndNext());
    }
  }

  private boolean turn() {
    try {
      boolean more = !over.future().isComplete() && work.getAsBoolean();
      if (!more) {
        over.tryComplete();
      }
      return more;
    } catch (RuntimeException e) {
      over.tryFail(e);
      return false;
    }
  }

  private void await() {
    try {
      over.future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException("the work did not come to its end", e);
    }
  }
}
