package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadStats.Known;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stories of pools whose requests should take 200 ms at most, on average. */
class LatencyGoalTest {
  private static final String POOL = "{maxReplicas: 50, metric: Latency, target: 200}";

  @Test
  void growsInProportionToTheLatency() {
    Story story = Story.of(POOL, 10);
    assertThat(story.after(1, Story.load(60, 200, 300))).isEqualTo(15);
    assertThat(story.why())
        .isEqualTo(
            "300 ms per request (200.0/s, 60.0 under way) on average over 60s; for 200 ms that needs 15 replicas");
  }

  @Test
  void leavesASmallDifferenceAlone() {
    Story story = Story.of(POOL, 10);
    assertThat(story.after(300, Story.load(44, 200, 219))).isEqualTo(10);
    assertThat(story.after(300, Story.load(36, 200, 181))).isEqualTo(10);
  }

  @Test
  void atMostDoublesWhatServes() {
    assertThat(Story.of(POOL, 10).after(1, Story.load(6000, 200, 30_000))).isEqualTo(20);
  }

  @Test
  void replicasThatStartStillAreNotDoubledAgain() {
    Story story = Story.of(POOL, 10);
    Average slow = Average.of(600, 200, 3000);
    Known ready = new Known(slow, slow, slow, Optional.empty(), 0, 10, 0);
    assertThat(story.after(30, ready)).isEqualTo(20);
  }

  @Test
  void neverAsksForMoreReplicasThanThereAreRequestsUnderWay() {
    Story story = Story.of(POOL, 2);
    assertThat(story.after(600, Story.load(3.5, 5, 700))).isEqualTo(4);
  }

  @Test
  void shrinksByAFifthAMinuteSinceLatencyTellsLittleOfWhatIsSpare() {
    Story story = Story.of(POOL, 10);
    assertThat(story.after(1, Story.load(2, 100, 20))).isEqualTo(8);
    assertThat(story.after(60, Story.load(2, 100, 20))).isEqualTo(7);
    assertThat(story.after(600, Story.load(2, 100, 20))).isEqualTo(1);
  }

  @Test
  void aFewRequestsSayNothingOfLatencyAndNeedOneReplicaEach() {
    Story story = Story.of(POOL, 5);
    assertThat(story.after(1, Story.load(1.5, 0.3, 5000))).isEqualTo(2);
    assertThat(story.after(100, Story.load(0.1, 0.3, 5000))).isEqualTo(1);
  }
}
