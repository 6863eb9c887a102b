package dev.apifleet.gateway.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.RuleAction.Priority;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefusalPaceTest {
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

  private final RefusalPace pace = new RefusalPace(START);
  private long now = START;

  private List<Long> refuse(int requests) {
    return LongStream.range(0, requests).mapToObj(_ -> pace.millis(Priority.LOW, now)).toList();
  }

  private void passes(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void fewRefusalsWaitForHalfASecond() {
    for (int i = 0; i < 100; i++) {
      assertThat(refuse(1)).containsExactly(500L);
      passes(10);
    }
  }

  @Test
  void manyAtOnceGoOutOneAfterAnother() {
    assertThat(refuse(1_000)).isEqualTo(LongStream.range(500, 1_500).boxed().toList());
    passes(400);
    assertThat(refuse(2)).containsExactly(1_100L, 1_101L);
  }

  @Test
  void nobodyWaitsForMoreThanFiveSeconds() {
    assertThat(refuse(20_000)).last().isEqualTo(5_000L);
  }

  @Test
  void noImportantRequestWaitsBehindACrowdOfOthers() {
    refuse(20_000);
    assertThat(pace.millis(Priority.CRITICAL, now)).isEqualTo(500);
  }

  @Test
  void aWhileLaterAllIsForgotten() {
    refuse(20_000);
    passes(10_000);
    assertThat(refuse(2)).containsExactly(500L, 501L);
  }
}
