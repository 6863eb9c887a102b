package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Stories of a pool that carries 10 requests per replica and may have 2 to 15 of them. */
class ScaleDeciderTest {
  private ScaleSpec spec = new ScaleSpec(2, 15, 10, Duration.ofSeconds(60), Duration.ofSeconds(6));
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private int replicas = 2;
  private ScaleMemory memory = ScaleMemory.startingAt(2, now);
  private ScaleDecision last;

  @Test
  void staysWhereTheLoadIsWhatTheReplicasCarry() {
    replicas = 3;
    assertThat(afterSeconds(1, 28, 30)).isEqualTo(3);
    assertThat(last.mode()).isEqualTo(ScaleMode.STABLE);
    assertThat(last.why())
        .isEqualTo(
            "28.0 requests under way (56/s) on average over 60s; at 10 per replica that needs 3 replicas");
  }

  @Test
  void addsReplicasAtOnceWhenTheStableAverageNeedsMore() {
    assertThat(afterSeconds(1, 25, 30)).isEqualTo(3);
  }

  @Test
  void growsFromThreeToFifteenInOneDecisionInABurst() {
    replicas = 3;
    assertThat(afterSeconds(1, 20, 150)).isEqualTo(15);
    assertThat(last.mode()).isEqualTo(ScaleMode.PANIC);
    assertThat(last.why())
        .isEqualTo(
            "150.0 requests under way (300/s) on average over 6s; at 10 per replica that needs 15 replicas");
  }

  @Test
  void removesNothingUntilAMinuteHasPassedWithoutABurst() {
    assertThat(afterSeconds(1, 10, 80)).isEqualTo(8);
    assertThat(afterSeconds(59, 5, 0)).isEqualTo(8);
    assertThat(last.mode()).isEqualTo(ScaleMode.PANIC);
    assertThat(last.why()).endsWith("; keeping 8 until a burst is 60s past");
  }

  @Test
  void goesBackToTheStableAverageAMinuteAfterTheBurst() {
    afterSeconds(1, 10, 80);
    afterSeconds(59, 45, 45);
    assertThat(afterSeconds(1, 45, 45)).isEqualTo(5);
    assertThat(last.mode()).isEqualTo(ScaleMode.STABLE);
  }

  @Test
  void givesUpASizeOnlyAfterAMinuteInWhichNoLoadNeededIt() {
    replicas = 3;
    assertThat(afterSeconds(1, 35, 35)).isEqualTo(4);
    assertThat(afterSeconds(30, 30, 30)).isEqualTo(4);
    assertThat(last.why()).endsWith("; keeping 4, which the last 60s needed");
    assertThat(afterSeconds(29, 21, 21)).isEqualTo(4);
    assertThat(afterSeconds(1, 21, 21)).isEqualTo(3);
    assertThat(afterSeconds(30, 21, 21)).isEqualTo(3);
    assertThat(afterSeconds(60, 5, 5)).isEqualTo(2);
  }

  @Test
  void doesNotShrinkRightAfterARestartOfTheOperator() {
    replicas = 9;
    memory = ScaleMemory.startingAt(9, now);
    assertThat(afterSeconds(59, 5, 5)).isEqualTo(9);
    assertThat(afterSeconds(1, 5, 5)).isEqualTo(2);
  }

  @Test
  void neverLeavesTheBounds() {
    assertThat(afterSeconds(1, 10_000, 10_000)).isEqualTo(15);
    assertThat(last.why()).endsWith("; spec.autoscaling.maxReplicas allows 15");
    afterSeconds(120, 0, 0);
    assertThat(afterSeconds(1, 0, 0)).isEqualTo(2);
    assertThat(last.why()).endsWith("; spec.autoscaling.minReplicas asks for 2");
  }

  @Test
  void followsNewBoundsAtOnceInBothDirections() {
    afterSeconds(61, 0, 0);
    spec = withBounds(5, 15);
    assertThat(afterSeconds(1, 0, 0)).isEqualTo(5);
    spec = withBounds(3, 15);
    assertThat(afterSeconds(1, 0, 0)).isEqualTo(3);
    spec = withBounds(1, 2);
    assertThat(afterSeconds(1, 28, 28)).isEqualTo(2);
  }

  @Test
  void holdsWhenNoGatewayReports() {
    replicas = 7;
    assertThat(afterSecondsWithoutReports(300)).isEqualTo(7);
    assertThat(last.mode()).isEqualTo(ScaleMode.HOLD);
    assertThat(last.why()).isEqualTo("no gateway reports load for this pool; keeping 7 replicas");
  }

  @Test
  void followsMinReplicasEvenWithoutReports() {
    spec = withBounds(4, 15);
    assertThat(afterSecondsWithoutReports(1)).isEqualTo(4);
    assertThat(last.why())
        .isEqualTo(
            "no gateway reports load for this pool; spec.autoscaling.minReplicas asks for 4");
  }

  @Test
  void keepsItsSizeForAMinuteAfterReportsComeBack() {
    replicas = 7;
    afterSecondsWithoutReports(300);
    assertThat(afterSeconds(59, 5, 5)).isEqualTo(7);
    assertThat(afterSeconds(1, 5, 5)).isEqualTo(2);
  }

  private ScaleSpec withBounds(int min, int max) {
    return new ScaleSpec(min, max, spec.target(), spec.stableWindow(), spec.panicWindow());
  }

  private int afterSeconds(int seconds, double stable, double panic) {
    return decide(
        seconds,
        new LoadStats.Known(Average.of(stable, 2 * stable, 0), Average.of(panic, 2 * panic, 0)));
  }

  private int afterSecondsWithoutReports(int seconds) {
    return decide(seconds, new LoadStats.Unknown());
  }

  private int decide(int seconds, LoadStats stats) {
    for (int second = 0; second < seconds; second++) {
      now = now.plusSeconds(1);
      last = ScaleDecider.decide(spec, stats, replicas, memory, now);
      memory = last.memory();
      replicas = last.replicas();
    }
    return replicas;
  }
}
