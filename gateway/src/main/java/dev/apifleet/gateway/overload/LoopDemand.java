package dev.apifleet.gateway.overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * How much of the time event loops have work to do, whether they have a CPU for it or wait for one.
 * What neighbours on the machine take is missing in the CPU time of a process, so that this never
 * looks busy where it gets half a CPU and wants a whole one.
 */
final class LoopDemand {
  /** Linux tells nanoseconds on a CPU, nanoseconds waiting for one, and turns. */
  private static final Path OWN = Path.of("/proc/thread-self");

  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final LongSupplier nanoTime;

  LoopDemand(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private static final class Loop {
    private final Path schedstat;
    private long wantedBefore;
    private long timeBefore;

    private Loop(Path schedstat, long now) throws IOException {
      this.schedstat = schedstat;
      this.wantedBefore = wanted();
      this.timeBefore = now;
    }

    private long wanted() throws IOException {
      String[] fields = Files.readString(schedstat).split(" ");
      return Long.parseLong(fields[0]) + Long.parseLong(fields[1]);
    }

    private double percent(long now) throws IOException {
      long wanted = wanted();
      double percent = 100.0 * (wanted - wantedBefore) / Math.max(1, now - timeBefore);
      wantedBefore = wanted;
      timeBefore = now;
      return Math.min(100, percent);
    }
  }

  /** Watches the thread that this is called on, where the system tells of it. */
  void watch() {
    try {
      Path schedstat = OWN.toRealPath().resolve("schedstat");
      loops.add(new Loop(schedstat, nanoTime.getAsLong()));
    } catch (IOException | RuntimeException _) {
      // Then the CPU time of the process has to do.
    }
  }

  /** The mean of the loops since the last question; 0 where nothing is known. */
  double percent() {
    double sum = 0;
    int known = 0;
    for (Loop loop : loops) {
      try {
        sum += loop.percent(nanoTime.getAsLong());
        known++;
      } catch (IOException | RuntimeException _) {
        // Its thread has ended.
        loops.remove(loop);
      }
    }
    return known == 0 ? 0 : sum / known;
  }
}
