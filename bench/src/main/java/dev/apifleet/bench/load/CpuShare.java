package dev.apifleet.bench.load;

import dev.apifleet.bench.race.Pinned;
import java.util.concurrent.TimeUnit;

/** What share of a CPU a process takes from now on. */
record CpuShare(Pinned process, long cpuMicros, long nanoTime) {
  static CpuShare of(Pinned process) {
    return new CpuShare(process, process.cpuMicros(), System.nanoTime());
  }

  double percent() {
    double micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - nanoTime);
    return 100 * (process.cpuMicros() - cpuMicros) / micros;
  }
}
