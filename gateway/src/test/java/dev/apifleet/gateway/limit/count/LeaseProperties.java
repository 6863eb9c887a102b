package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Slices that are taken ahead: what is really spent stays within the algorithm's definition. */
class LeaseProperties {
  @Provide
  Arbitrary<Limit> limits() {
    return Combinators.combine(
            Arbitraries.of(Algorithm.values()),
            Arbitraries.longs().between(1, 2_000),
            Arbitraries.oneOf(
                Arbitraries.longs().between(500, 60_000),
                Arbitraries.longs().between(500, 366 * 86_400_000L)),
            Arbitraries.longs().between(1, 3_000))
        .as(
            (algorithm, requests, window, burst) ->
                new Limit(algorithm, requests, window, burst, 0));
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatIsReallySpentNeverExceedsTheLimit(
      @ForAll("limits") Limit limit,
      @ForAll @IntRange(min = 1, max = 20) int gateways,
      @ForAll long seed) {
    Slices slices = new Slices(limit, lease(limit), gateways, new Random(seed));

    assertThat(slices.exceedsAfter(400)).isFalse();
  }

  /** A hundredth of the window, or of the time that fills the bucket. */
  static long lease(Limit limit) {
    long window = limit.windowMillis();
    long whole =
        switch (limit.algorithm()) {
          case FIXED_WINDOW, SLIDING_LOG, SLIDING_COUNTER -> window;
          case TOKEN_BUCKET, LEAKY_BUCKET -> window * limit.capacity() / limit.requests();
        };
    return whole < 500 ? 0 : Math.min(whole / 100, 60_000);
  }
}
