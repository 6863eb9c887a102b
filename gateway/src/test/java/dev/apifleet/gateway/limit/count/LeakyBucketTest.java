package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import org.junit.jupiter.api.Test;

class LeakyBucketTest {
  private static final long SECOND = 1_000;

  private final Desk queue = new Desk(new Limit(Algorithm.LEAKY_BUCKET, 10, SECOND, 20, 450));

  @Test
  void policingRefusesWhatDoesNotFitIn() {
    Desk meter = new Desk(new Limit(Algorithm.LEAKY_BUCKET, 10, SECOND, 5, 0));

    assertThat(meter.passing(20)).isEqualTo(5);
    assertThat(Desk.grant(meter.after(100).take(1)).delayMillis()).isZero();
  }

  @Test
  void queueingLetsEachWaitForItsTurn() {
    assertThat(delay()).isZero();
    assertThat(delay()).isEqualTo(100);
    queue.after(50);
    assertThat(delay()).isEqualTo(150);
  }

  @Test
  void refusesWhoWouldWaitTooLong() {
    assertThat(queue.passing(20)).isEqualTo(5);
    assertThat(queue.look(1).waitMillis()).isEqualTo(100);
    assertThat(queue.after(100).passing(20)).isEqualTo(1);
  }

  @Test
  void theBucketsSizeBoundsTheQueueToo() {
    Desk small = new Desk(new Limit(Algorithm.LEAKY_BUCKET, 10, SECOND, 3, 60_000));

    assertThat(small.passing(20)).isEqualTo(3);
  }

  @Test
  void aTurnThatIsGivenBackPassesUnused() {
    delay();
    Answer.Grant second = Desk.grant(queue.take(1));

    queue.settle(-1, second.stamp());

    assertThat(delay()).isEqualTo(200);
  }

  private long delay() {
    return Desk.grant(queue.take(1)).delayMillis();
  }
}
