package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CoalescerTest {
  private record Task(long at, long order, Runnable action) {}

  private final PriorityQueue<Task> scheduled =
      new PriorityQueue<>(
          java.util.Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private final List<Long> runs = new ArrayList<>();
  private long now;
  private long orders;
  private Runnable during = () -> {};
  private final Coalescer coalescer = new Coalescer(this::run, () -> 20, () -> now, this::schedule);

  private void run() {
    runs.add(now);
    during.run();
  }

  private void schedule(Runnable task, long millis) {
    scheduled.add(new Task(now + millis, orders++, task));
  }

  @Test
  void aSignalAfterAQuietTimeRunsAtOnce() {
    coalescer.signal();
    pass(0);
    pass(100);
    coalescer.signal();
    pass(0);
    assertThat(runs).containsExactly(0L, 100L);
  }

  @Test
  void signalsWithinThePauseMakeOneRunAtItsEnd() {
    coalescer.signal();
    pass(1);
    for (int i = 0; i < 1_000; i++) {
      coalescer.signal();
    }
    pass(100);
    assertThat(runs).containsExactly(0L, 20L);
  }

  @Test
  void aSignalDuringARunMakesAnotherOnePauseAfterItsEnd() {
    during =
        () -> {
          during = () -> {};
          coalescer.signal();
          now += 7; // what the run takes
        };
    coalescer.signal();
    pass(100);
    assertThat(runs).containsExactly(0L, 27L);
    assertThat(scheduled).isEmpty();
  }

  @Test
  void aFailedRunDoesNotLoseLaterSignals() {
    during =
        () -> {
          throw new IllegalStateException("once");
        };
    coalescer.signal();
    try {
      pass(0);
    } catch (IllegalStateException _) {
      during = () -> {};
    }
    coalescer.signal();
    pass(100);
    assertThat(runs).containsExactly(0L, 20L);
  }

  @RepeatedTest(50)
  void noSignalIsLostAndNoRunComesTooSoon(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int takes = random.nextInt(30);
    during = () -> now += takes;
    for (int i = 0; i < 200; i++) {
      pass(random.nextInt(50));
      coalescer.signal();
    }
    long lastSignal = now;
    pass(200);
    assertThat(runs.getLast()).isGreaterThanOrEqualTo(lastSignal);
    for (int i = 1; i < runs.size(); i++) {
      assertThat(runs.get(i) - runs.get(i - 1)).isGreaterThanOrEqualTo(20 + takes);
    }
  }

  /** Time goes on, and what it brings is done by the one thread. */
  private void pass(long millis) {
    long end = now + millis;
    while (!scheduled.isEmpty() && scheduled.peek().at() <= end) {
      Task task = scheduled.remove();
      now = Math.max(now, task.at());
      task.action().run();
    }
    now = Math.max(now, end);
  }
}
