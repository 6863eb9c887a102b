package dev.apifleet.gateway.limit.count;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks a thousand times a second, whatever becomes of it, and notes when and what. */
final class Load {
  private static final long EACH_NANOS = 1_000_000;

  private record Asked(long at, long answered, boolean failed) {
    long nanos() {
      return answered - at;
    }
  }

  private final Queue<Asked> all = new ConcurrentLinkedQueue<>();
  private final Supplier<Future<Answer>> ask;
  private final Thread thread;
  private volatile boolean going = true;

  Load(Supplier<Future<Answer>> ask) {
    this.ask = ask;
    this.thread = Thread.ofPlatform().start(this::run);
  }

  private void run() {
    while (going) {
      long at = System.nanoTime();
      ask.get().onComplete(answer -> all.add(new Asked(at, System.nanoTime(), answer.failed())));
      LockSupport.parkNanos(EACH_NANOS);
    }
  }

  void stop() {
    going = false;
    LockSupport.unpark(thread);
  }

  long askedAfter(long nanos) {
    return all.stream().filter(asked -> asked.at() > nanos).count();
  }

  private Stream<Asked> failed() {
    return all.stream().filter(Asked::failed);
  }

  /** From the first question that got no answer to the first that was refused one at once. */
  Duration silence() {
    long first = failed().mapToLong(Asked::at).min().orElseThrow();
    long atOnce =
        failed()
            .filter(asked -> asked.nanos() < 2 * EACH_NANOS)
            .mapToLong(Asked::at)
            .min()
            .orElseThrow();
    return Duration.ofNanos(atOnce - first);
  }

  Duration longestFailure() {
    return Duration.ofNanos(failed().mapToLong(Asked::nanos).max().orElseThrow());
  }

  Duration longestFailureAskedBetween(long from, long to) {
    return Duration.ofNanos(
        failed()
            .filter(asked -> asked.at() > from && asked.at() < to)
            .mapToLong(Asked::nanos)
            .max()
            .orElseThrow());
  }
}
