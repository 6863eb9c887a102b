package dev.apifleet.gateway.limit.count;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Limits of all kinds, and requests as they meet them: bursts, pauses, a clock set back. */
final class Arrivals {
  static final long EPOCH = 1_790_000_000_000L;
  private static final long YEAR = 31_536_000_000L;

  private Arrivals() {}

  /**
   * One request.
   *
   * @param gap since the one before, less than 0 where the clock was set back
   */
  record Arrival(long gap, long cost) {}

  /** A limit, and requests that press on it. */
  record Story(Limit limit, List<Arrival> arrivals) {}

  static Arbitrary<Story> stories(Algorithm algorithm) {
    return limits(algorithm)
        .flatMap(
            limit -> arrivals(limit).list().ofMaxSize(120).map(them -> new Story(limit, them)));
  }

  static Arbitrary<Limit> limits(Algorithm algorithm) {
    Arbitrary<Long> requests =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 20), Arbitraries.longs().between(0, 2_000));
    Arbitrary<Long> windows =
        Arbitraries.oneOf(
            Arbitraries.longs().between(10, 2_000),
            Arbitraries.of(1_001L, 60_000L, 1_000_001L, 86_400_000L, 3_600_000L, YEAR),
            Arbitraries.longs().between(10, YEAR));
    return Combinators.combine(requests, windows, Arbitraries.longs().between(1, 3_000))
        .as((most, window, capacity) -> new Limit(algorithm, most, window, capacity, 0));
  }

  static Arbitrary<Arrival> arrivals(Limit limit) {
    long window = limit.windowMillis();
    Arbitrary<Long> gaps =
        Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.just(0L)),
            Tuple.of(5, Arbitraries.longs().between(0, 2 * window / (limit.requests() + 1))),
            Tuple.of(10, Arbitraries.longs().between(0, window / 10)),
            Tuple.of(3, Arbitraries.longs().between(window - 2, window + 2)),
            Tuple.of(2, Arbitraries.longs().between(0, 3 * window)),
            Tuple.of(1, Arbitraries.longs().between(-window, 0)));
    Arbitrary<Long> costs =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.longs().between(1, 3)),
            Tuple.of(10, Arbitraries.longs().between(1, 1 + limit.requests() / 5)),
            Tuple.of(1, Arbitraries.longs().between(1, 2 + 2 * limit.requests())));
    return Combinators.combine(gaps, costs).as(Arrival::new);
  }
}
