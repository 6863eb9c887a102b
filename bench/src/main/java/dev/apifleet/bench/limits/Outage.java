package dev.apifleet.bench.limits;

import dev.apifleet.bench.Spread;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What was seen of one outage; times are of {@link System#nanoTime}.
 *
 * @param struck when Redis went away
 * @param back when it was there again
 * @param shared when it decided again
 * @param alone how many decisions were made without it
 */
record Outage(List<Sample> samples, long struck, long back, long shared, long alone) {
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long OVER_BUDGET =
      TimeUnit.MILLISECONDS.toNanos(PolicyConfig.STORE_TIMEOUT_MILLIS + 5);

  /** A decision: when it was due, asked for and there. */
  record Sample(long due, long asked, long decided) {
    long sinceDue() {
      return decided - due;
    }

    long sinceAsked() {
      return decided - asked;
    }
  }

  /** What outages showed, as the cells of a row. */
  static List<Object> figures(List<Outage> outages) {
    return List.of(
        spread(outages, Outage::p99Before),
        spread(outages, o -> o.p99(o.struck, o.struck + FIRST)),
        spread(outages, o -> o.p99(o.struck + FIRST, o.back)),
        spread(outages, o -> o.p99(o.shared, Long.MAX_VALUE)),
        spread(outages, o -> o.overBudget(o.struck, o.struck + FIRST)),
        spread(outages, o -> o.overBudget(o.struck + FIRST, Long.MAX_VALUE)),
        spread(outages, o -> o.alone),
        spread(outages, o -> (o.shared - o.back) / 1e6));
  }

  private static Spread spread(List<Outage> outages, ToDoubleFunction<Outage> figure) {
    return Spread.of(outages.stream().map(figure::applyAsDouble).toList());
  }

  /** Of the second half, when connections and classes are there. */
  private double p99Before() {
    long begun = samples.getFirst().due();
    return p99(begun + (struck - begun) / 2, struck);
  }

  private Stream<Sample> due(long from, long to) {
    return samples.stream().filter(sample -> sample.due() >= from && sample.due() < to);
  }

  /** In microseconds. */
  private double p99(long from, long to) {
    long[] sorted = due(from, to).mapToLong(Sample::sinceDue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length * 99 - 1) / 100] / 1e3;
  }

  private double overBudget(long from, long to) {
    return due(from, to).filter(sample -> sample.sinceAsked() > OVER_BUDGET).count();
  }
}
