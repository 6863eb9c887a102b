package dev.apifleet.gateway.limit;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Times of requests, as a limiter meets them: bursts, pauses, and now and then a clock set back.
 */
final class Arrival {
  static final long EPOCH = 1_790_000_000_000L;

  private Arrival() {}

  static Arbitrary<List<Long>> times(long window, int most) {
    Arbitrary<Long> steps =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(10, Arbitraries.just(0L)),
            net.jqwik.api.Tuple.of(10, Arbitraries.longs().between(0, window / 10)),
            net.jqwik.api.Tuple.of(3, Arbitraries.longs().between(0, 3 * window)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(-window, 0)));
    return steps.list().ofMaxSize(most).map(Arrival::sums);
  }

  private static List<Long> sums(List<Long> steps) {
    List<Long> times = new ArrayList<>();
    long now = EPOCH;
    for (long step : steps) {
      now += step;
      times.add(now);
    }
    return times;
  }
}
