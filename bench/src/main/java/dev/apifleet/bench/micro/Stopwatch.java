package dev.apifleet.bench.micro;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The JMH benchmark of all operations, each in a JVM of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Stopwatch {
  @Param public Operation operation;

  private Supplier<?> ready;

  /** Called by JMH before the first measurement. */
  @Setup
  public void prepare() {
    ready = operation.ready();
  }

  /** Called by JMH as often as it can. */
  @Benchmark
  public Object run() {
    return ready.get();
  }
}
