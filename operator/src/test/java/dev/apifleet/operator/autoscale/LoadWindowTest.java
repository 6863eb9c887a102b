package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadWindow.Reading;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LoadWindowTest {
  private static final Offset<Double> ROUNDING = within(1e-9);
  private final LoadWindow window = new LoadWindow(Duration.ofSeconds(60));
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void nobodyHasReportedAtTheStart() {
    assertThat(stats()).isEqualTo(new LoadStats.Unknown());
  }

  @Test
  void aFirstReportCountsAtOnce() {
    report("a", 40);
    assertThat(panic().concurrency()).isEqualTo(40);
  }

  @Test
  void sumsOverTheGatewayPods() {
    for (int second = 0; second < 10; second++) {
      report("a", 3);
      report("b", 4);
      pass(1000);
    }
    assertThat(panic().concurrency()).isEqualTo(7, ROUNDING);
    assertThat(panic().rate()).isEqualTo(70, ROUNDING);
  }

  @Test
  void averagesEachWindowOnItsOwn() {
    for (int second = 0; second < 60; second++) {
      report("a", second < 54 ? 0 : 60);
      pass(1000);
    }
    now = now.minusMillis(1);
    assertThat(known().stable().concurrency()).isBetween(5.9, 6.1);
    assertThat(known().panic().concurrency()).isGreaterThan(59);
  }

  @Test
  void reportsBetweenTheSecondsWeighAsLongAsTheyHold() {
    report("a", 10);
    pass(250);
    report("a", 50);
    pass(750);
    assertThat(panic().concurrency()).isEqualTo(40, ROUNDING);
  }

  @Test
  void aReportHoldsForThreeSecondsAtMost() {
    report("a", 10);
    report("b", 10);
    pass(2000);
    report("a", 10);
    pass(2000);
    report("a", 10);
    assertThat(window.latest().concurrency()).isEqualTo(10);
    pass(3001);
    assertThat(stats()).isEqualTo(new LoadStats.Unknown());
  }

  @Test
  void secondsThatNobodyObservedCountNeitherAsIdleNorAsBusy() {
    report("a", 12);
    pass(30_000);
    report("a", 12);
    pass(1000);
    assertThat(known().stable().concurrency()).isEqualTo(12, ROUNDING);
  }

  @Test
  void aPodThatIsGoneCountsNothing() {
    report("a", 5);
    report("b", 20);
    window.gone("b", now);
    assertThat(window.latest().concurrency()).isEqualTo(5);
  }

  @Test
  void aReportWithoutThePoolEndsWhatThePodHadButNeverMakesAPoolKnown() {
    window.idle("a", now);
    assertThat(stats()).isEqualTo(new LoadStats.Unknown());
    report("a", 5);
    window.idle("a", now);
    assertThat(window.latest().concurrency()).isZero();
    assertThat(stats()).isInstanceOf(LoadStats.Known.class);
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    report("a", 100);
    for (int second = 0; second < 200; second++) {
      pass(1000);
      report("a", 1);
    }
    assertThat(known().stable().concurrency()).isEqualTo(1, ROUNDING);
  }

  @Test
  void aClockThatStepsBackHarmsNothing() {
    report("a", 8);
    pass(5000);
    report("a", 8);
    now = now.minusSeconds(60);
    assertThat(panic().concurrency()).isEqualTo(8, ROUNDING);
  }

  private void report(String pod, double concurrency) {
    window.report(
        pod, new Reading(Average.of(concurrency, concurrency * 10, 5), (int) concurrency, 3), now);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }

  private LoadStats stats() {
    return window.stats(Duration.ofSeconds(60), Duration.ofSeconds(6), now);
  }

  private LoadStats.Known known() {
    return (LoadStats.Known) stats();
  }

  private Average panic() {
    return known().panic();
  }
}
