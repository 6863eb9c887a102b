package dev.apifleet.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.SlidingCounter.Step;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class SlidingCounterProperties {
  private static final long WINDOW = 10_000;

  @Provide
  Arbitrary<List<Long>> arrivals() {
    return Arrival.times(WINDOW, 300);
  }

  @Property
  void neverAdmitsBeyondTheEstimateAndTellsTheExactWait(
      @ForAll("arrivals") List<Long> arrivals, @ForAll @LongRange(min = 1, max = 40) long limit) {
    SlidingCounter counter = SlidingCounter.startingAt(Arrival.EPOCH);
    for (long now : arrivals) {
      Step step = counter.count(limit, WINDOW, now);
      counter = step.counter();
      switch (step.decision()) {
        case Decision.Permitted _ -> assertThat(estimate(counter, now)).isLessThanOrEqualTo(limit);
        case Decision.Rejected rejected -> {
          long passes = now + rejected.retryAfterMillis();
          assertThat(counter.admits(limit, WINDOW, passes - 1)).isFalse();
          assertThat(counter.admits(limit, WINDOW, passes)).isTrue();
        }
      }
    }
  }

  @Property
  void rejectsOnlyWhatWouldExceedTheEstimate(
      @ForAll("arrivals") List<Long> arrivals, @ForAll @LongRange(min = 1, max = 40) long limit) {
    SlidingCounter counter = SlidingCounter.startingAt(Arrival.EPOCH);
    for (long now : arrivals) {
      Step step = counter.count(limit, WINDOW, now);
      counter = step.counter();
      if (step.decision() instanceof Decision.Rejected) {
        assertThat(estimate(counter, now) + 1).isGreaterThan(limit);
      }
    }
  }

  private static double estimate(SlidingCounter counter, long now) {
    double overlap = (double) (WINDOW - (now - counter.start())) / WINDOW;
    return counter.current() + counter.previous() * overlap;
  }
}
