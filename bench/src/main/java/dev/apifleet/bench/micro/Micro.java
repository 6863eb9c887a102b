package dev.apifleet.bench.micro;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures single steps of a request's way by JMH, and weighs them. */
public final class Micro implements Scenario {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String ABOUT =
      """
      Steps of a request's way, one at a time on one thread. Nanoseconds and bytes by JMH, compiled and warm: what \
      compilers leave out costs nothing there. The last two columns are without a compiler, the same on each machine, \
      and those that bench/budgets.txt bounds: bytes allocated, and bytecodes executed, those of the JDK and of \
      libraries included.""";

  /** The least that a compiler needs. */
  private static final int WARM_UPS = 3;

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public Report run(Effort effort) throws Exception {
    List<Operation> operations =
        effort == Effort.QUICK ? List.of(Operation.BREAKER_SUCCESS) : List.of(Operation.values());
    Map<Operation, Weight> weights = Scales.weigh(operations);
    List<List<Object>> rows = new ArrayList<>();
    for (RunResult result : new Runner(options(operations, effort).build()).run()) {
      Operation operation = operation(result.getParams());
      rows.add(row(operation, result, weights.get(operation)));
    }
    return new Report(
        ABOUT,
        List.of(
            new Table(
                "Each step",
                List.of("step", "ns", "bytes", "bytes uncompiled", "bytecodes"),
                rows)));
  }

  private static Operation operation(BenchmarkParams params) {
    return Operation.valueOf(params.getParam("operation"));
  }

  private static List<Object> row(Operation operation, RunResult result, Weight weight) {
    return List.of(
        operation.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        spread(result.getPrimaryResult()),
        spread(result.getSecondaryResults().get(ALLOCATED)),
        weight.bytes(),
        weight.bytecodes());
  }

  private static Spread spread(Result<?> result) {
    var figures = result.getStatistics();
    return new Spread(figures.getPercentile(50), figures.getMin(), figures.getMax());
  }

  private static ChainedOptionsBuilder options(Collection<Operation> operations, Effort effort) {
    TimeValue time = TimeValue.nanoseconds(effort.time().toNanos());
    return new OptionsBuilder()
        .include(Stopwatch.class.getName())
        .param("operation", operations.stream().map(Operation::name).toArray(String[]::new))
        .addProfiler(GCProfiler.class)
        .forks(1)
        .jvmArgsAppend("-XX:+UseSerialGC", "-Djmh.ignoreLock=true")
        .warmupIterations(Math.max(WARM_UPS * effort.warmUps(), 1))
        .warmupTime(time)
        .measurementIterations(effort.rounds())
        .measurementTime(time)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }
}
