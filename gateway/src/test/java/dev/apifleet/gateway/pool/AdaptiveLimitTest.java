package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Against a pool that serves so many requests at once in 10 ms and keeps the rest waiting. */
class AdaptiveLimitTest {
  private static final long SERVICE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int MOST = 200;

  private AdaptiveLimit limit = new AdaptiveLimit(MOST);
  private long now = TimeUnit.HOURS.toNanos(1);

  /** As many requests as the limit allows, and no more than are wanted, for a while. */
  private void serve(int seconds, int wanted, int capacity) {
    long end = now + TimeUnit.SECONDS.toNanos(seconds);
    while (now < end) {
      int underWay = Math.min(wanted, limit.limit());
      long took = SERVICE * Math.max(1, underWay / capacity);
      for (int i = 0; i < underWay; i++) {
        limit.sample(now, took, underWay);
      }
      now += took;
    }
  }

  @Test
  void startsInTheMiddle() {
    assertThat(limit.limit()).isEqualTo(MOST / 2);
    assertThat(new AdaptiveLimit(10).limit()).isEqualTo(10);
  }

  @Test
  void growsToTheHighestWhileAllIsWell() {
    serve(60, MOST, 1_000);
    assertThat(limit.limit()).isEqualTo(MOST);
  }

  @Test
  void fallsWhenThePoolSlowsDownAndRisesAgain() {
    serve(60, MOST, 1_000);
    serve(20, MOST, 10);
    assertThat(limit.limit()).isLessThan(MOST / 3).isGreaterThan(5);
    serve(120, MOST, 1_000);
    assertThat(limit.limit()).isEqualTo(MOST);
  }

  @Test
  void keepsItsShareWhenTheHighestChanges() {
    assertThat(limit.to(MOST)).isSameAs(limit);
    limit = limit.to(2 * MOST);
    assertThat(limit.limit()).isEqualTo(MOST);
    assertThat(limit.to(20).limit()).isEqualTo(10);
  }
}
