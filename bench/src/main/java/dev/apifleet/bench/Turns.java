package dev.apifleet.bench;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Work that an event loop does again in each of its turns, between its own work. The loop never
 * sleeps meanwhile, so what is due begins in time.
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

  /** Returns after the turn in which the work says, by false, that it is done. */
  public static void of(Context loop, BooleanSupplier work) {
    Turns turns = new Turns(loop, work);
    loop.runOnContext(_ -> turns.next());
    try {
      turns
          .over
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException("the work never ended", e);
    }
  }

  private void next() {
    try {
      if (work.getAsBoolean()) {
        loop.runOnContext(_ -> next());
      } else {
        over.complete();
      }
    } catch (RuntimeException e) {
      over.fail(e);
    }
  }
}
