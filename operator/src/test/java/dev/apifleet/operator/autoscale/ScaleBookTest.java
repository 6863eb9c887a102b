package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.Size.Cause;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The sentence that a pool's status shows is the reason of its size, and costs few writes. */
class ScaleBookTest {
  private static final ObjectRef API = new ObjectRef("BackendPool", "shop", "api");

  private final List<ObjectRef> changed = new ArrayList<>();
  private final ScaleBook book =
      new ScaleBook(
          new StatusEvents() {
            @Override
            public void changed(ObjectRef object) {
              changed.add(object);
            }
          });
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void figuresThatMoveCauseNoWrites() {
    says(3, "30.1 requests under way", Cause.LOAD);
    after(600, 3, "29.8 requests under way", Cause.LOAD);
    assertThat(shown()).isEqualTo("30.1 requests under way");
    assertThat(changed).hasSize(1);
  }

  @Test
  void anotherCauseOfTheSameSizeIsToldOnceItHasLasted() {
    says(3, "keeping 3, which the last 60s needed", Cause.DELAY);
    after(9, 3, "minReplicas asks for 3", Cause.MIN);
    assertThat(shown()).isEqualTo("keeping 3, which the last 60s needed");
    after(2, 3, "minReplicas asks for 3", Cause.MIN);
    assertThat(shown()).isEqualTo("minReplicas asks for 3");
    assertThat(changed).hasSize(2);
  }

  @Test
  void causesThatTakeTurnsCauseNoWrites() {
    says(3, "needs 3", Cause.LOAD);
    for (int turn = 0; turn < 100; turn++) {
      after(3, 3, "keeping 3", Cause.DELAY);
      after(3, 3, "needs 3", Cause.LOAD);
    }
    assertThat(changed).hasSize(1);
  }

  @Test
  void aCauseThatNeverComesBackIsNotShownForEverThoughOthersTakeTurns() {
    says(3, "keeping 3", Cause.UNSEEN);
    for (int turn = 0; turn < 10; turn++) {
      after(3, 3, "keeping 3, which the last 60s needed", Cause.DELAY);
      after(3, 3, "needs 3", Cause.LOAD);
    }
    assertThat(shown()).isNotEqualTo("keeping 3");
  }

  @Test
  void anotherSizeIsToldAtOnce() {
    says(3, "needs 3", Cause.LOAD);
    says(4, "needs 4", Cause.LOAD);
    assertThat(shown()).isEqualTo("needs 4");
  }

  private void after(int seconds, int replicas, String why, Cause cause) {
    for (int second = 0; second < seconds; second++) {
      now = now.plusSeconds(1);
      says(replicas, why, cause);
    }
  }

  private void says(int replicas, String why, Cause cause) {
    Finding finding = new Finding(API, "Scaling", true, "FollowingLoad", why);
    ScaleStatus status = new ScaleStatus(replicas, replicas, "app=api", Optional.of(finding));
    book.publish(API, status, Optional.of(cause), now);
  }

  private String shown() {
    return book.of(API).flatMap(ScaleStatus::condition).map(Finding::message).orElseThrow();
  }
}
