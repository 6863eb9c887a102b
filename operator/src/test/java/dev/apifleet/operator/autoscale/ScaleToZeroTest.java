package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadStats.Known;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stories of pools that may have no replica. */
class ScaleToZeroTest {
  private static final String POOL =
      "{minReplicas: 2, maxReplicas: 9, target: 10, scaleToZero: true, activation: {replicas: 3}}";
  private final Story story = Story.of(POOL, 2);

  @Test
  void allReplicasGoWhenThereWasNoRequestForAMinuteAndTheGraceOfHalfAMinute() {
    story.after(10, Story.load(5, 5));
    assertThat(story.after(30, Story.NOTHING)).isEqualTo(2);
    assertThat(story.why()).isEqualTo("no request for 60s; keeping 2 until there was none for 90s");
    assertThat(story.after(1, Story.NOTHING)).isZero();
    assertThat(story.last.mode()).isEqualTo(ScaleMode.ZERO);
    assertThat(story.why()).isEqualTo("no request for 60s; no replica is needed until one comes");
  }

  @Test
  void oneRequestWithinTheGraceStartsItAnew() {
    story.after(30, Story.NOTHING);
    story.after(1, Story.load(0.01, 0.02));
    assertThat(story.after(30, Story.NOTHING)).isEqualTo(2);
    assertThat(story.after(1, Story.NOTHING)).isZero();
  }

  @Test
  void neverGoesToZeroWhileARequestWaits() {
    Average none = Average.ZERO;
    assertThat(story.after(200, new Known(none, none, none, Optional.empty(), 1, 0, 0)))
        .isEqualTo(2);
  }

  @Test
  void neverGoesToZeroWithoutWordOfEveryGateway() {
    Average none = Average.ZERO;
    assertThat(story.after(200, new Known(none, none, none, Optional.empty(), 0, 0, 1)))
        .isEqualTo(2);
    assertThat(story.after(200, Story.UNKNOWN)).isEqualTo(2);
    assertThat(story.after(89, Story.NOTHING)).isEqualTo(2);
    assertThat(story.after(1, Story.NOTHING)).isZero();
  }

  @Test
  void anOperatorThatStartedJustNowHasSeenNoMinuteWithoutRequests() {
    Story started = new Story(POOL, 2);
    assertThat(started.after(89, Story.NOTHING)).isEqualTo(2);
    assertThat(started.after(1, Story.NOTHING)).isZero();
  }

  @Test
  void staysAtZeroWithoutReports() {
    story.after(31, Story.NOTHING);
    assertThat(story.after(100, Story.UNKNOWN)).isZero();
  }

  @Test
  void theFirstRequestThatWaitsWakesThreeReplicasAtOnce() {
    story.after(60, Story.NOTHING);
    Average none = Average.ZERO;
    assertThat(story.after(1, new Known(none, none, none, Optional.empty(), 1, 0, 0))).isEqualTo(3);
    assertThat(story.why())
        .isEqualTo(
            "0.0 requests under way (0/s) on average over 60s and 1 waiting; at 10 per replica that needs 0 replicas; the first request wakes 3 replicas");
  }

  @Test
  void whatWokeStaysForAStableWindow() {
    story.after(60, Story.NOTHING);
    story.after(1, Story.load(1, 1));
    assertThat(story.replicas).isEqualTo(3);
    assertThat(story.after(59, Story.load(0.1, 0.1))).isEqualTo(3);
    assertThat(story.after(1, Story.load(0.1, 0.1))).isEqualTo(2);
  }

  @Test
  void manyWaitingRequestsWakeWhatTheyNeed() {
    story.after(60, Story.NOTHING);
    assertThat(story.after(1, Story.load(75, 75))).isEqualTo(8);
  }

  @Test
  void aRateOfScalingUpDoesNotKeepTheFirstRequestWaiting() {
    Story slow =
        Story.of(POOL.replace("target: 10", "target: 10, scaleUp: {replicas: 1, period: 1m}"), 0);
    assertThat(slow.after(1, Story.load(75, 75))).isEqualTo(3);
    assertThat(slow.why()).endsWith("; spec.autoscaling.scaleUp allows 3 for now");
  }

  @Test
  void aLongDelayKeepsAPoolFromZero() {
    Story patient = Story.of(POOL.replace("target: 10", "target: 10, scaleDownDelay: 5m"), 2);
    patient.after(1, Story.load(5, 5));
    // The average over a minute is nothing a minute after the last request.
    assertThat(patient.after(240, Story.NOTHING)).isEqualTo(2);
    assertThat(patient.after(1, Story.NOTHING)).isZero();
  }

  @Test
  void whatIsForeseenWakesThePool() {
    story.after(60, Story.NOTHING);
    Known foreseen = ((Known) Story.NOTHING).foreseeing(Optional.of(Average.of(15, 15, 0)));
    assertThat(story.after(1, foreseen)).isEqualTo(2);
    assertThat(story.why()).contains("15.0 requests under way", "which needs 2 replicas");
  }

  @Test
  void aPoolThatMayNotSleepWakesAtOnceWhenSomebodyPutItToZero() {
    Story other = Story.of("{minReplicas: 2, maxReplicas: 9}", 0);
    assertThat(other.after(1, Story.NOTHING)).isEqualTo(2);
  }
}
