package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetBookTest {
  private static final ScaleTarget API = ScaleTarget.deployment("shop", "api");
  private static final ScaleTarget RIG = new ScaleTarget("shop", "example.com/v1", "Rig", "rig");

  private final FakeClock clock = new FakeClock();
  private final FakeScaler cluster = new FakeScaler();
  private final TargetBook book = new TargetBook(cluster, clock);

  @Test
  void readsADeploymentOnceAndOtherKindsEveryFiveSeconds() {
    cluster.has("api", 3);
    cluster.has("rig", 1);
    for (int second = 0; second < 60; second++) {
      book.state(API);
      book.state(RIG);
      clock.passSeconds(1);
    }
    assertThat(cluster.calls).filteredOn("read api"::equals).hasSize(1);
    assertThat(cluster.calls).filteredOn("read rig"::equals).hasSize(12);
  }

  @Test
  void whatFailedOnceIsReadAgainWithinASecondAndThenMoreAndMoreSeldom() {
    cluster.targets.put("api", new TargetState.Unreadable("busy"));
    List<Integer> halves = new ArrayList<>();
    for (int half = 0; half < 40; half++) {
      int before = cluster.calls.size();
      book.state(API);
      if (cluster.calls.size() > before) {
        halves.add(half);
      }
      clock.passMillis(500);
    }
    assertThat(halves).containsExactly(0, 1, 3, 7, 15, 25, 35);
  }

  @Test
  void aFailureOfLongAgoCountsForNothing() {
    cluster.targets.put("api", new TargetState.Unreadable("busy"));
    book.state(API);
    cluster.has("api", 3);
    clock.passSeconds(20);
    book.state(API);
    cluster.targets.put("api", new TargetState.Unreadable("busy"));
    assertThat(book.scale(API, 4)).isInstanceOf(TargetState.Unreadable.class);
    cluster.has("api", 3);
    clock.passMillis(500);
    assertThat(replicas(book.state(API))).isEqualTo(3);
  }

  @Test
  void aChangeWhileItReadsIsNotLost() {
    cluster.has("api", 3);
    cluster.beforeAnswer =
        () -> {
          cluster.beforeAnswer = () -> {};
          cluster.has("api", 8);
          book.changed(API);
        };
    assertThat(replicas(book.state(API))).isEqualTo(3);
    assertThat(replicas(book.state(API))).isEqualTo(8);
  }

  @Test
  void onlyCaresForTargetsThatAreAskedFor() {
    assertThat(book.changed(API)).isFalse();
    book.state(API);
    assertThat(book.changed(API)).isTrue();
  }

  private static int replicas(TargetState state) {
    return ((TargetState.Found) state).replicas();
  }
}
