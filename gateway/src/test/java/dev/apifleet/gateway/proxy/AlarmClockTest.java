package dev.apifleet.gateway.proxy;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock's timer is real, the time that it reads is not. */
class AlarmClockTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final AtomicLong millis = new AtomicLong(1_000_003);
  private final AlarmClock clock =
      new AlarmClock(vertx, () -> TimeUnit.MILLISECONDS.toNanos(millis.get()));
  private final List<String> rung = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close();
  }

  private Alarm alarm(String name, long after) {
    Alarm alarm = new Alarm(clock);
    on(() -> alarm.set(after, () -> rung.add(name)));
    return alarm;
  }

  private void on(Runnable action) {
    loop.executeBlocking(() -> null)
        .compose(
            _ -> {
              action.run();
              return Future.succeededFuture();
            })
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  /** Lets the time jump, and the clock see it. */
  private void pass(long more) {
    millis.addAndGet(more);
    Alarm seen = new Alarm(clock);
    String name = "seen at " + millis.get();
    on(() -> seen.set(AlarmClock.LONG_MILLIS, () -> rung.add(name)));
    millis.addAndGet(AlarmClock.LONG_MILLIS + AlarmClock.TICK_MILLIS);
    eventually(SOON, () -> rung.remove(name));
  }

  @Test
  void ringsWhenItIsTimeAndNotBefore() {
    alarm("five seconds", 5_000);

    pass(4_700);
    assertThat(rung).isEmpty();
    pass(200);
    assertThat(rung).containsExactly("five seconds");
  }

  @Test
  void knowsOneThatIsDueInManyTurnsOfTheWheelFromOneThatIsDueNow() {
    alarm("a minute", 61_440);
    alarm("ten seconds", 10_240);

    pass(10_300);
    assertThat(rung).containsExactly("ten seconds");
    pass(51_200);
    assertThat(rung).containsExactly("ten seconds", "a minute");
  }

  @Test
  void ringsAllThatAJumpOfTheTimeHasPassed() {
    for (int i = 0; i < 50; i++) {
      alarm("alarm " + i, 200 + i * 1_000);
    }

    pass(600_000);

    assertThat(rung).hasSize(50);
  }

  @Test
  void whatIsCalledOffDoesNotRing() {
    Alarm first = alarm("first", 1_000);
    Alarm second = alarm("second", 1_000);
    Alarm third = alarm("third", 1_000);
    on(second::cancel);
    on(first::cancel);
    on(third::cancel);
    alarm("last", 1_000);

    pass(1_000);

    assertThat(rung).containsExactly("last");
  }

  @Test
  void oneThatRingsMayCallOffOrPutOffAnotherOfTheSameTime() {
    Alarm victim = new Alarm(clock);
    Alarm late = new Alarm(clock);
    Alarm killer = new Alarm(clock);
    on(
        () -> {
          victim.set(1_000, () -> rung.add("victim"));
          late.set(1_000, () -> rung.add("too early"));
          killer.set(
              1_000,
              () -> {
                victim.cancel();
                late.set(2_000, () -> rung.add("late"));
              });
        });

    pass(1_000);
    assertThat(rung).isEmpty();
    pass(2_000);
    assertThat(rung).containsExactly("late");
  }

  @Test
  void aShortOneHasATimerOfItsOwn() {
    alarm("short", AlarmClock.LONG_MILLIS - 1);

    eventually(SOON, () -> rung.equals(List.of("short")));
  }
}
