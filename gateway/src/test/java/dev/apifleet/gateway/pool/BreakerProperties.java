package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BreakerProperties {
  private static final int OPEN_MILLIS = 15_000;
  private static final int NEVER = 1_000_000;

  private long now = 1_000_000_000_000L;

  private enum What {
    ADMIT,
    SUCCEED,
    FAIL,
    ABANDON,
    PASS_TIME
  }

  /**
   * A step of a story.
   *
   * @param number which of the requests under way it is about, or how many milliseconds pass
   */
  record Step(What what, int number) {}

  @Provide
  Arbitrary<List<Step>> stories() {
    return Combinators.combine(
            Arbitraries.of(What.values()), Arbitraries.integers().between(0, 2 * OPEN_MILLIS))
        .as(Step::new)
        .list()
        .ofMaxSize(200);
  }

  private static BreakerConfig config(int probes) {
    return new BreakerConfig(3, 50, 10, 10_000, OPEN_MILLIS, probes, 100);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void tell(Breaker breaker, List<Step> story, BreakerConfig config) {
    List<BreakerState> underWay = new ArrayList<>();
    for (Step step : story) {
      BreakerState before = breaker.state();
      BreakerState about =
          step.what() == What.ADMIT || step.what() == What.PASS_TIME || underWay.isEmpty()
              ? null
              : underWay.remove(step.number() % underWay.size());
      take(step, about, breaker, config, underWay);
      if (about != null && about != before) {
        assertThat(breaker.state()).as("after a late result").isSameAs(before);
      }
      checkProbes(breaker.state(), underWay, config);
    }
  }

  private void take(
      Step step,
      BreakerState about,
      Breaker breaker,
      BreakerConfig config,
      List<BreakerState> underWay) {
    switch (step.what()) {
      case PASS_TIME -> pass(step.number());
      case ADMIT -> {
        boolean would = breaker.wouldAdmit(config, now);
        BreakerState by = breaker.admit(config, now);
        assertThat(by != null).isEqualTo(would);
        if (by != null) {
          underWay.add(by);
        }
      }
      case SUCCEED -> {
        if (about != null) {
          breaker.succeeded(about, config, now);
        }
      }
      case FAIL -> {
        if (about != null) {
          breaker.failed(about, config, now, () -> true);
        }
      }
      case ABANDON -> {
        if (about != null) {
          breaker.abandoned(about);
        }
      }
    }
  }

  private static void checkProbes(
      BreakerState state, List<BreakerState> underWay, BreakerConfig config) {
    if (state instanceof BreakerState.HalfOpen) {
      assertThat(underWay.stream().filter(by -> by == state).count())
          .isLessThanOrEqualTo(config.halfOpenProbes());
    }
  }

  @Property
  void neverProbesMoreThanAllowedAndNoLateResultMovesANewerState(
      @ForAll("stories") List<Step> story, @ForAll @IntRange(min = 1, max = 5) int probes) {
    tell(new Breaker(_ -> {}), story, config(probes));
  }

  @Property
  void isNeverStuckWhateverHappenedBefore(
      @ForAll("stories") List<Step> story, @ForAll @IntRange(min = 1, max = 5) int probes) {
    Breaker breaker = new Breaker(_ -> {});
    BreakerConfig config = config(probes);
    tell(breaker, story, config);
    pass(OPEN_MILLIS);
    for (int i = 0; i < probes; i++) {
      BreakerState by = breaker.admit(config, now);
      assertThat(by).as("probe %d", i).isNotNull();
      breaker.succeeded(by, config, now);
    }
    assertThat(breaker.state().phase()).isEqualTo(Phase.CLOSED);
  }

  @Property
  void opensAtExactlySoManyFailuresInARow(@ForAll @IntRange(min = 1, max = 50) int failures) {
    BreakerConfig config = new BreakerConfig(failures, 100, NEVER, 10_000, OPEN_MILLIS, 1, 100);
    Breaker breaker = new Breaker(_ -> {});
    for (int i = 1; i <= failures; i++) {
      assertThat(breaker.state().phase()).isEqualTo(Phase.CLOSED);
      breaker.failed(breaker.admit(config, now), config, now, () -> true);
      pass(1);
    }
    assertThat(breaker.state().phase()).isEqualTo(Phase.OPEN);
  }

  @Property
  void opensAtTheFirstFailureThatReachesTheRatio(
      @ForAll List<Boolean> results,
      @ForAll @IntRange(min = 1, max = 100) int ratio,
      @ForAll @IntRange(min = 1, max = 30) int minimum) {
    BreakerConfig config = new BreakerConfig(NEVER, ratio, minimum, 10_000, OPEN_MILLIS, 1, 100);
    Breaker breaker = new Breaker(_ -> {});
    int requests = 0;
    int failures = 0;
    boolean open = false;
    for (boolean good : results) {
      BreakerState by = breaker.admit(config, now);
      requests++;
      if (good) {
        breaker.succeeded(by, config, now);
      } else {
        failures++;
        breaker.failed(by, config, now, () -> true);
        open = requests >= minimum && failures * 100 >= ratio * requests;
      }
      assertThat(breaker.state().phase()).isEqualTo(open ? Phase.OPEN : Phase.CLOSED);
      if (open) {
        return;
      }
    }
  }
}
