package dev.apifleet.bench.limits;

import dev.apifleet.bench.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What one round found of one way to decide. */
record Round(double perSecond, Histogram nanos, double calls) {
  /** What rounds found, as the cells of a row. */
  static List<Object> figures(List<Round> rounds) {
    return List.of(
        spread(rounds, Round::perSecond),
        spread(rounds, round -> round.micros(50)),
        spread(rounds, round -> round.micros(99)),
        spread(rounds, round -> round.micros(99.9)),
        spread(rounds, round -> round.calls * 1_000 / Math.max(1, round.nanos.getTotalCount())));
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  private double micros(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1_000.0;
  }
}
