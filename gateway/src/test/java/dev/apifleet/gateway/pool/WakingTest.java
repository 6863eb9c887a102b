package dev.apifleet.gateway.pool;

import static dev.apifleet.gateway.fleet.Resources.guarded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a door that was shut for want of endpoints opens. */
class WakingTest {
  private static final ActivationConfig ROOM = new ActivationConfig(100, 60_000);
  private static final PoolConfig WOKEN = guarded(null, ROOM);

  private final Door door = new Door();
  private final List<String> inside = new ArrayList<>();
  private final List<String> displaced = new ArrayList<>();
  private long now;

  private void seconds(long passed) {
    now += TimeUnit.SECONDS.toNanos(passed);
  }

  private void endpoints(int count) {
    door.configure(WOKEN, count, () -> count, now);
  }

  private Ticket come(int priority, String name) {
    assertThat(door.tryEnter()).isFalse();
    return door.queue(
        priority,
        0,
        new Ticket.Waiter() {
          @Override
          public void admitted() {
            inside.add(name);
          }

          @Override
          public void displaced() {
            displaced.add(name);
          }
        },
        now);
  }

  private void come(int count) {
    for (int i = 0; i < count; i++) {
      come(0, "number " + i);
    }
  }

  @Test
  void aFewGoInForEachEndpointAndOneMoreForEachAnswer() {
    endpoints(0);
    come(100);
    assertThat(inside).isEmpty();
    assertThat(door.awaitsEndpoints()).isTrue();
    endpoints(1);
    assertThat(inside).hasSize(Waking.FIRST);
    assertThat(door.awaitsEndpoints()).isFalse();
    for (int i = 0; i < Waking.FIRST; i++) {
      door.widen();
      door.exit();
    }
    assertThat(inside).as("two for each that was answered").hasSize(3 * Waking.FIRST);
    endpoints(2);
    assertThat(inside).as("and a few for the second endpoint").hasSize(4 * Waking.FIRST);
  }

  @Test
  void severalGatewaysLetInAsManyTogetherButOneEachAtLeast() {
    door.shareAmong(3);
    endpoints(0);
    come(10);
    endpoints(1);
    assertThat(inside).hasSize(2);
    door.shareAmong(15);
    endpoints(0);
    door.exit();
    door.exit();
    endpoints(1);
    assertThat(inside).hasSize(3);
  }

  @Test
  void whoComesMeanwhileWaitsBehindUntilTheFirstAnswer() {
    endpoints(0);
    come(0, "first");
    endpoints(1);
    for (int i = 1; i < Waking.FIRST; i++) {
      assertThat(door.tryEnter()).isTrue();
    }
    come(0, "last");
    assertThat(inside).containsExactly("first");
    assertThat(door.isWaking()).isTrue();
    door.widen();
    assertThat(inside).containsExactly("first", "last");
    assertThat(door.isWaking()).isFalse();
    assertThat(door.limit()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void theMoreImportantGoFirstAndTakeThePlacesOfOthers() {
    door.configure(guarded(null, new ActivationConfig(2, 60_000)), 0, () -> 0, now);
    come(1, "normal");
    come(0, "low");
    assertThat(come(0, "another low")).isNull();
    come(3, "critical");
    assertThat(displaced).containsExactly("low");
    endpoints(1);
    assertThat(inside).containsExactly("critical", "normal");
  }

  @Test
  void theLimitOfThePoolHoldsToo() {
    PoolConfig limited = guarded(new ConcurrencyConfig(1, true, false, 0, 500), ROOM);
    door.configure(limited, 0, () -> 0, now);
    come(3);
    door.configure(limited, 1, () -> 1, now);
    assertThat(inside).hasSize(1);
    door.configure(limited, 2, () -> 2, now);
    assertThat(inside).hasSize(2);
    door.widen();
    assertThat(inside).hasSize(2);
    door.exit();
    assertThat(inside).hasSize(3);
  }

  @Test
  void whoComesOnceItWorksFindsTheQueueOfThePool() {
    PoolConfig limited = guarded(new ConcurrencyConfig(4, false, false, 1, 500), ROOM);
    door.configure(limited, 0, () -> 0, now);
    come(6);
    door.configure(limited, 1, () -> 1, now);
    assertThat(inside).hasSize(4);
    door.widen();
    come(0, "as they wait");
    assertThat(door.isWaking()).as("two are left of before").isTrue();
    door.exit();
    door.exit();
    assertThat(inside).hasSize(6);
    assertThat(door.isWaking()).isFalse();
    assertThat(door.waitMillis()).isEqualTo(500);
    assertThat(come(0, "one too many")).isNull();
  }

  @Test
  void howLongItTakesIsWhatItTookTheLastTime() {
    endpoints(0);
    assertThat(door.secondsLeft(now)).isEqualTo(5);
    seconds(100);
    come(0, "first");
    seconds(10);
    come(0, "second");
    endpoints(1);
    endpoints(0);
    come(0, "third");
    assertThat(door.secondsLeft(now)).isEqualTo(10);
    seconds(7);
    assertThat(door.secondsLeft(now)).isEqualTo(3);
    seconds(7);
    assertThat(door.secondsLeft(now)).isEqualTo(1);
    seconds(1_000);
    endpoints(1);
    assertThat(door.secondsLeft(now)).isEqualTo(60);
  }

  @Test
  void aPoolWithEndpointsFromTheBeginningIsNotWaking() {
    endpoints(1);
    assertThat(door.tryEnter()).isTrue();
    assertThat(door.isWaking()).isFalse();
  }

  @Test
  void withoutTheRoomNobodyWaitsAnyMore() {
    endpoints(0);
    come(3);
    door.configure(guarded(null, null), 0, () -> 0, now);
    assertThat(inside).hasSize(3);
    assertThat(door.isRoom()).isFalse();
  }
}
