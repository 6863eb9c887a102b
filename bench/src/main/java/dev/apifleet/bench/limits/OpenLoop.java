package dev.apifleet.bench.limits;

import dev.apifleet.bench.Turns;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/**
 * Asks for decisions at a steady rate, whether earlier ones have come or not, and takes each one's
 * time from when it was due: a decider that stalls does not hide the requests that it keeps
 * waiting.
 */
final class OpenLoop {
  static final int PER_SECOND = 5_000;

  private static final long INTERVAL = 1_000_000_000 / PER_SECOND;
  private static final int DIGITS = 3;

  /** Is told of each decision when it was due, asked for and there, by {@link System#nanoTime}. */
  interface Record {
    void add(long due, long asked, long decided);
  }

  private final Decider decider;
  private final IntSupplier keys;
  private final BooleanSupplier goesOn;
  private final Record record;
  private long due = System.nanoTime();
  private long open;

  private OpenLoop(Decider decider, IntSupplier keys, BooleanSupplier goesOn, Record record) {
    this.decider = decider;
    this.keys = keys;
    this.goesOn = goesOn;
    this.record = record;
  }

  static void run(
      Context loop, Decider decider, IntSupplier keys, BooleanSupplier goesOn, Record record) {
    OpenLoop run = new OpenLoop(decider, keys, goesOn, record);
    Turns.every(INTERVAL, loop, run::turn);
  }

  /** Nanoseconds that decisions took. */
  static Histogram nanos(Context loop, Decider decider, IntSupplier keys, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Histogram nanos = new Histogram(DIGITS);
    run(
        loop,
        decider,
        keys,
        () -> nanos.getTotalCount() == 0 || System.nanoTime() < end,
        (due, _, decided) -> nanos.recordValue(decided - due));
    return nanos;
  }

  private boolean turn() {
    boolean more = goesOn.getAsBoolean();
    for (long now = System.nanoTime(); more && due <= now; due += INTERVAL) {
      ask(due);
    }
    return more || open > 0;
  }

  private void ask(long begun) {
    long asked = System.nanoTime();
    open++;
    decider.decide(
        keys.getAsInt(),
        () -> {
          record.add(begun, asked, System.nanoTime());
          open--;
        });
  }
}
