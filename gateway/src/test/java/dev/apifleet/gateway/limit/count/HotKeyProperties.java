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
 * A key that is asked for more than its limit, all of which is spent from slices. Its first window
 * admits at least 99 % of the limit; a bucket that was full 95 % of all that was in it and flowed
 * in, since some of what comes back to a full bucket is lost, and from then on 99 % of what flows
 * in.
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
    assertNearlyAll(new Traffic(new Limit(algorithm, requests, WINDOW), gateways, demand, 0, 0));
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
    assertNearlyAll(new Traffic(limit, gateways, demand, Math.min(first, gateways - 1), moving));
  }

  private static void assertNearlyAll(Traffic traffic) {
    Limit limit = traffic.limit();
    Gateways fleet = new Gateways(limit, LeaseProperties.lease(limit), traffic.gateways());
    long first = traffic.admitted(fleet, 0);
    switch (limit.algorithm()) {
      case FIXED_WINDOW, SLIDING_LOG, SLIDING_COUNTER ->
          assertThat(first).isBetween(99 * limit.requests() / 100, limit.requests());
      case TOKEN_BUCKET, LEAKY_BUCKET -> {
        long most = limit.requests() + limit.capacity();
        assertThat(first).isBetween(90 * most / 100, most);
        assertThat(traffic.admitted(fleet, WINDOW)).isGreaterThan(99 * limit.requests() / 100);
      }
    }
  }

  /**
   * Requests that come evenly.
   *
   * @param demand times what can be admitted
   * @param first so many gateways get all requests until they move to the others
   */
  private record Traffic(Limit limit, int gateways, double demand, int first, long moving) {
    /** Of one window. */
    long admitted(Gateways fleet, long start) {
      boolean bucket = limit.algorithm().name().endsWith("BUCKET");
      double perStep = demand * limit.requests() * (bucket ? 2 : 1) * STEP / WINDOW;
      double owed = 0;
      long admitted = 0;
      for (long time = start; time < start + WINDOW; time += STEP) {
        int from = time < moving ? 0 : first;
        int to = time < moving ? first : gateways;
        for (int gateway = from; gateway < to; gateway++) {
          owed += perStep / (to - from);
          admitted += fleet.passing(gateway, (long) owed);
          owed -= (long) owed;
        }
        fleet.after(STEP);
      }
      return admitted;
    }
  }
}
