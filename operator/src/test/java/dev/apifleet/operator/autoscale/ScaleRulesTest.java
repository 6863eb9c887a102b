package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadStats.Known;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stories of the rules that a pool may set: metric, headroom, delays, rates, what is foreseen. */
class ScaleRulesTest {
  @Test
  void followsTheRateOfRequests() {
    Story story = Story.of("{maxReplicas: 20, metric: Rate, target: 50}", 2);
    assertThat(story.after(1, Story.load(1, 160))).isEqualTo(4);
    assertThat(story.why())
        .isEqualTo(
            "160.0 requests/s (1.0 under way) on average over 60s; at 50 per replica that needs 4 replicas");
  }

  @Test
  void leavesTheRoomThatWasAskedFor() {
    Story story = Story.of("{maxReplicas: 20, target: 10, targetUtilization: 70}", 2);
    assertThat(story.after(1, Story.load(28, 28))).isEqualTo(4);
    assertThat(story.why()).contains("at 7.0 per replica (70 % of 10) that needs 4 replicas");
  }

  @Test
  void aWholeNumberOfTargetsNeedsThatNumberWhateverTheRounding() {
    Story story = Story.of("{maxReplicas: 20, target: 10}", 3);
    assertThat(story.after(1, Story.load(30.0000000001, 3))).isEqualTo(3);
  }

  @Test
  void replicasGoOnlyAfterTheDelay() {
    Story story = Story.of("{maxReplicas: 20, target: 10, scaleDownDelay: 5m}", 1);
    story.after(1, Story.load(50, 50));
    assertThat(story.replicas).isEqualTo(5);
    assertThat(story.after(299, Story.load(10, 10))).isEqualTo(5);
    assertThat(story.why()).endsWith("; keeping 5, which the last 300s needed");
    assertThat(story.after(1, Story.load(10, 10))).isEqualTo(1);
  }

  @Test
  void withoutDelayReplicasGoAtOnce() {
    Story story = Story.of("{maxReplicas: 20, target: 10, scaleDownDelay: 0s}", 5);
    assertThat(story.after(1, Story.load(10, 10))).isEqualTo(1);
  }

  @Test
  void noMoreComeInAPeriodThanAllowed() {
    Story story =
        Story.of("{maxReplicas: 50, target: 10, scaleUp: {percent: 100, period: 15s}}", 3);
    assertThat(story.after(1, Story.load(500, 500))).isEqualTo(6);
    assertThat(story.why())
        .endsWith("needs 50 replicas; spec.autoscaling.scaleUp allows 6 for now");
    assertThat(story.after(15, Story.load(500, 500))).isEqualTo(12);
    assertThat(story.after(15, Story.load(500, 500))).isEqualTo(24);
  }

  @Test
  void theLargerOfPercentAndReplicasCounts() {
    Story story =
        Story.of(
            "{maxReplicas: 50, target: 10, scaleUp: {percent: 10, replicas: 4, period: 1m}}", 3);
    assertThat(story.after(59, Story.load(500, 500))).isEqualTo(7);
    assertThat(story.after(1, Story.load(500, 500))).isEqualTo(7);
    assertThat(story.after(1, Story.load(500, 500))).isEqualTo(11);
  }

  @Test
  void noMoreGoInAPeriodThanAllowed() {
    Story story =
        Story.of("{maxReplicas: 50, target: 10, scaleDown: {percent: 10, period: 10s}}", 30);
    assertThat(story.after(1, Story.load(10, 10))).isEqualTo(27);
    assertThat(story.why()).endsWith("; spec.autoscaling.scaleDown keeps 27 for now");
    assertThat(story.after(10, Story.load(10, 10))).isEqualTo(24);
    assertThat(story.after(300, Story.load(10, 10))).isEqualTo(1);
  }

  @Test
  void boundsActAtOnceWhateverTheRates() {
    String rates = "scaleUp: {replicas: 1, period: 1h}, scaleDown: {replicas: 1, period: 1h}";
    Story low = Story.of("{minReplicas: 9, maxReplicas: 20, %s}".formatted(rates), 1);
    assertThat(low.after(1, Story.NOTHING)).isEqualTo(9);
    Story high = Story.of("{maxReplicas: 5, %s}".formatted(rates), 20);
    assertThat(high.after(1, Story.load(1000, 1000))).isEqualTo(5);
  }

  @Test
  void whatIsForeseenAddsAndNeverTakesAway() {
    Story story = Story.of("{maxReplicas: 20, target: 10, prediction: {method: Slope}}", 3);
    Known thirty = (Known) Story.load(30, 30);
    assertThat(story.after(1, thirty.foreseeing(Optional.of(Average.of(10, 10, 0))))).isEqualTo(3);
    assertThat(story.after(1, thirty.foreseeing(Optional.of(Average.of(80, 80, 0))))).isEqualTo(8);
    assertThat(story.why())
        .endsWith(
            "that needs 3 replicas; as it rises, in 30s there will be 80.0 requests under way (80/s), which needs 8 replicas");
  }

  @Test
  void nothingGoesWhileSomeGatewayIsMissingNorAMinuteLater() {
    Story story = Story.of("{maxReplicas: 20, target: 10}", 9);
    Known partial =
        new Known(
            Average.of(10, 10, 0),
            Average.of(10, 10, 0),
            Average.of(10, 10, 0),
            Optional.empty(),
            0,
            9,
            1);
    assertThat(story.after(600, partial)).isEqualTo(9);
    assertThat(story.why()).endsWith("; keeping 9 until all gateways were heard for 60s");
    assertThat(story.after(59, Story.load(10, 10))).isEqualTo(9);
    assertThat(story.after(1, Story.load(10, 10))).isEqualTo(1);
  }

  @Test
  void moreComeEvenWhenSomeGatewayIsMissing() {
    Story story = Story.of("{maxReplicas: 20, target: 10}", 3);
    Known partial =
        new Known(
            Average.of(55, 10, 0),
            Average.of(55, 10, 0),
            Average.of(55, 10, 0),
            Optional.empty(),
            0,
            3,
            2);
    assertThat(story.after(1, partial)).isEqualTo(6);
  }

  @Test
  void replicasThatStartStillAreNotAskedForAgain() {
    Story story = Story.of("{maxReplicas: 100, target: 10}", 2);
    Average load = Average.of(150, 150, 0);
    assertThat(story.after(30, new Known(load, load, load, Optional.empty(), 0, 2, 0)))
        .isEqualTo(15);
  }

  @Test
  void aClockThatJumpsStartsTheDelayAnew() {
    Story story = Story.of("{maxReplicas: 20, target: 10}", 8);
    story.after(1, Story.load(80, 80));
    story.now = story.now.plusSeconds(3600);
    assertThat(story.after(59, Story.load(10, 10))).isEqualTo(8);
    story.now = story.now.minusSeconds(7200);
    assertThat(story.after(59, Story.load(10, 10))).isEqualTo(8);
    assertThat(story.after(2, Story.load(10, 10))).isEqualTo(1);
  }
}
