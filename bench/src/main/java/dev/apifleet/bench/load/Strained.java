package dev.apifleet.bench.load;

import dev.apifleet.bench.Spread;
import dev.apifleet.bench.race.Wrk;
import dev.apifleet.bench.steady.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of critical requests, and of the low ones beside them; each in a second, times in
 * milliseconds.
 *
 * @param cpu percent of one that the gateway had meanwhile
 */
record Strained(
    double criticalOffered,
    double critical,
    double p50,
    double p99,
    double lowOffered,
    double low,
    double refused,
    double givenUp,
    double cpu) {
  static final List<String> COLUMNS =
      List.of(
          "load",
          "critical offered/s",
          "answered/s",
          "p50 ms",
          "p99 ms",
          "low offered/s",
          "answered/s ",
          "refused/s",
          "given up/s",
          "CPU %");

  /** In a closed loop: what is answered is what is offered. */
  static Strained closed(Wrk.Found found, double cpu) {
    double critical = Site.perSecond(found);
    return new Strained(critical, critical, found.p50(), found.p99(), 0, 0, 0, 0, cpu);
  }

  static Strained open(double offered, Outcomes found, Duration time, double cpu) {
    return new Strained(
        offered, found.good() / seconds(time), found.millis(50), found.millis(99), 0, 0, 0, 0, cpu);
  }

  /** The same beside others. */
  Strained beside(double offered, Outcomes found, Duration time) {
    double seconds = seconds(time);
    return new Strained(
        criticalOffered,
        critical,
        p50,
        p99,
        offered,
        found.good() / seconds,
        found.refused() / seconds,
        found.givenUp() / seconds,
        cpu);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  static List<Object> row(String load, List<Strained> rounds) {
    List<Object> row = new ArrayList<>(List.of(load));
    row.add(spread(rounds, Strained::criticalOffered));
    row.add(spread(rounds, Strained::critical));
    row.add(spread(rounds, Strained::p50));
    row.add(spread(rounds, Strained::p99));
    row.add(spread(rounds, Strained::lowOffered));
    row.add(spread(rounds, Strained::low));
    row.add(spread(rounds, Strained::refused));
    row.add(spread(rounds, Strained::givenUp));
    row.add(spread(rounds, Strained::cpu));
    return row;
  }

  private static Spread spread(List<Strained> rounds, ToDoubleFunction<Strained> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
