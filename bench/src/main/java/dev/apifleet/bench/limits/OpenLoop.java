package dev.apifleet.bench.limits;

import dev.apifleet.bench.Turns;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/**
 * Asks for decisions at a steady rate, whether earlier ones have come or not, and takes each one's
 * time from when it was due: a decider that stalls does not hide the requests that it keeps
 * waiting.
 */
final class OpenLoop {
  private static final int DIGITS = 3;

  private final Histogram nanos = new Histogram(DIGITS);
  private final Decider decider;
  private final IntSupplier keys;
  private final long interval;
  private final long end;
  private long due;
  private long open;

  private OpenLoop(Decider decider, IntSupplier keys, long interval, long begin, long end) {
    this.decider = decider;
    this.keys = keys;
    this.interval = interval;
    this.due = begin;
    this.end = end;
  }

  /** Nanoseconds from due to decided. */
  static Histogram nanos(
      Context loop, Decider decider, IntSupplier keys, int perSecond, Duration time) {
    long begin = System.nanoTime();
    OpenLoop run =
        new OpenLoop(decider, keys, 1_000_000_000 / perSecond, begin, begin + time.toNanos());
    Turns.of(loop, run::turn);
    return run.nanos;
  }

  private boolean turn() {
    for (long now = System.nanoTime(); due <= now && due < end; due += interval) {
      ask(due);
    }
    return due < end || open > 0;
  }

  private void ask(long begun) {
    open++;
    decider.decide(
        keys.getAsInt(),
        () -> {
          nanos.recordValue(Math.max(0, System.nanoTime() - begun));
          open--;
        });
  }
}
