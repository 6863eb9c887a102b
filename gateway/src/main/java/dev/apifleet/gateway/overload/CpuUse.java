package dev.apifleet.gateway.overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** The process's CPU time as a share of what its container may use. */
final class CpuUse {
  private final LongSupplier cpuNanos;
  private final LongSupplier nanoTime;
  private final double cpus;
  private long cpuBefore;
  private long timeBefore;

  CpuUse(LongSupplier cpuNanos, LongSupplier nanoTime, double cpus) {
    this.cpuNanos = cpuNanos;
    this.nanoTime = nanoTime;
    this.cpus = cpus;
    this.cpuBefore = cpuNanos.getAsLong();
    this.timeBefore = nanoTime.getAsLong();
  }

  /** Percent since the last question; never more than all, whatever two clocks say. */
  double percent() {
    long cpu = cpuNanos.getAsLong();
    long time = nanoTime.getAsLong();
    double percent = 100.0 * (cpu - cpuBefore) / (Math.max(1, time - timeBefore) * cpus);
    cpuBefore = cpu;
    timeBefore = time;
    return Math.min(100, percent);
  }

  /**
   * How many CPUs a container may use: its quota, which the JVM rounds up to whole CPUs, else what
   * there are.
   *
   * @param cpuMax the file of cgroup v2 with quota and period
   */
  static double cpus(Path cpuMax, int processors) {
    try {
      String[] quotaAndPeriod = Files.readString(cpuMax).trim().split(" ");
      return quotaAndPeriod[0].equals("max")
          ? processors
          : Double.parseDouble(quotaAndPeriod[0]) / Double.parseDouble(quotaAndPeriod[1]);
    } catch (IOException | RuntimeException _) {
      return processors;
    }
  }
}
