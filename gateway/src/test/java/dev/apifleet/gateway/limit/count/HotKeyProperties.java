package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * A key that is asked for more than its limit: its first window admits at least 99 % of what its
 * algorithm lets pass then, though all of it is spent from slices.
 */
class HotKeyProperties {
  private static final long WINDOW = 60_000;
  private static final long STEP = 50;

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void nearlyAllIsAdmittedWhereAllAskAllTheTime(
      @ForAll Algorithm algorithm,
      @ForAll @IntRange(min = 1, max = 20) int gateways,
      @ForAll @LongRange(min = 1_000, max = 1_000_000) long requests,
      @ForAll @DoubleRange(min = 1.1, max = 50) double demand) {
    Limit limit = new Limit(algorithm, requests, WINDOW);

    assertThat(admitted(limit, gateways, demand, 0, 0))
        .isGreaterThanOrEqualTo(99 * most(limit) / 100);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void nearlyAllIsAdmittedThoughTheTrafficMovesToOtherGateways(
      @ForAll Algorithm algorithm,
      @ForAll @IntRange(min = 2, max = 20) int gateways,
      @ForAll @IntRange(min = 1, max = 19) int first,
      @ForAll @LongRange(min = 1_000, max = 1_000_000) long requests,
      @ForAll @DoubleRange(min = 1.1, max = 5) double demand,
      @ForAll @LongRange(min = 0, max = WINDOW / 2) long moving) {
    Limit limit = new Limit(algorithm, requests, WINDOW);

    assertThat(admitted(limit, gateways, demand, Math.min(first, gateways - 1), moving))
        .isGreaterThanOrEqualTo(99 * most(limit) / 100);
  }

  /** Until it moves, all traffic comes to the first few gateways, then to the others. */
  private static long admitted(Limit limit, int gateways, double demand, int first, long moving) {
    Gateways fleet = new Gateways(limit, LeaseProperties.lease(limit), gateways);
    double perStep = demand * most(limit) * STEP / WINDOW;
    double owed = 0;
    long admitted = 0;
    for (long time = 0; time < WINDOW; time += STEP) {
      int from = time < moving ? 0 : first;
      int to = time < moving ? first : gateways;
      for (int gateway = from; gateway < to; gateway++) {
        owed += perStep / (to - from);
        long requests = (long) owed;
        owed -= requests;
        admitted += fleet.passing(gateway, requests);
      }
      fleet.after(STEP);
    }
    return admitted;
  }

  private static long most(Limit limit) {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW, SLIDING_LOG, SLIDING_COUNTER -> limit.requests();
      case TOKEN_BUCKET, LEAKY_BUCKET -> limit.requests() + limit.capacity();
    };
  }
}
