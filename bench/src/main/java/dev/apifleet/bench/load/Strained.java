package dev.apifleet.bench.load;

import dev.apifleet.bench.Spread;
import dev.apifleet.bench.race.Wrk;
import dev.apifleet.bench.steady.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What came of critical requests, and of the low ones beside them; each in a second, times in
 * milliseconds.
 *
 * @param criticalFailed critical requests with any other answer than a good one, or with none
 * @param cpu percent of one that the gateway had meanwhile
 * @param idle percent of their CPU that load and backend left unused
 */
record Strained(
    double critical,
    double criticalFailed,
    double p50,
    double p99,
    double lowOffered,
    double low,
    double refused,
    double givenUp,
    double cpu,
    double idle) {
  static final List<String> COLUMNS =
      List.of(
          "load",
          "critical answered/s",
          "failed/s",
          "p50 ms",
          "p99 ms",
          "low offered/s",
          "answered/s",
          "refused/s",
          "never sent/s",
          "gateway's CPU %",
          "load's CPU idle %");

  /**
   * What became of both CPUs.
   *
   * @param gateway percent of one that the gateway had
   * @param idle percent that load and backend left unused
   */
  record Cpus(double gateway, double idle) {}

  /** In a closed loop: as many as are answered. */
  static Strained closed(Wrk.Found found, Cpus cpus) {
    return new Strained(
        Site.perSecond(found),
        found.errors() / found.seconds(),
        found.p50(),
        found.p99(),
        0,
        0,
        0,
        0,
        cpus.gateway(),
        cpus.idle());
  }

  static Strained open(Outcomes found, Duration time, Cpus cpus) {
    double seconds = seconds(time);
    return new Strained(
        found.good() / seconds,
        (found.all() - found.good()) / seconds,
        found.millis(50),
        found.millis(99),
        0,
        0,
        0,
        0,
        cpus.gateway(),
        cpus.idle());
  }

  /** The same beside others. */
  Strained beside(Outcomes found, Duration time) {
    double seconds = seconds(time);
    return new Strained(
        critical,
        criticalFailed,
        p50,
        p99,
        found.all() / seconds,
        found.good() / seconds,
        (found.refused() + found.failed()) / seconds,
        found.givenUp() / seconds,
        cpu,
        idle);
  }

  /** CPU time of the gateway for each request that was answered, where none was refused. */
  double microsEach() {
    return cpuMicros() / critical;
  }

  /** What is left of it for each refusal, where an answer costs so much. */
  double microsPerRefusal(double microsEach) {
    return (cpuMicros() - microsEach * (critical + low)) / refused;
  }

  private double cpuMicros() {
    return cpu / 100 * TimeUnit.SECONDS.toMicros(1);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  static List<Object> row(String load, List<Strained> rounds) {
    List<Object> row = new ArrayList<>(List.of(load));
    row.add(spread(rounds, Strained::critical));
    row.add(spread(rounds, Strained::criticalFailed));
    row.add(spread(rounds, Strained::p50));
    row.add(spread(rounds, Strained::p99));
    row.add(spread(rounds, Strained::lowOffered));
    row.add(spread(rounds, Strained::low));
    row.add(spread(rounds, Strained::refused));
    row.add(spread(rounds, Strained::givenUp));
    row.add(spread(rounds, Strained::cpu));
    row.add(spread(rounds, Strained::idle));
    return row;
  }

  private static Spread spread(List<Strained> rounds, ToDoubleFunction<Strained> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
