package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CoalescerTest {
  private final Queue<Runnable> scheduled = new ArrayDeque<>();
  private int runs;
  private Runnable during = () -> {};
  private final Coalescer coalescer =
      new Coalescer(
          () -> {
            runs++;
            during.run();
          },
          20,
          (task, millis) -> {
            assertThat(millis).isEqualTo(20);
            scheduled.add(task);
          });

  @Test
  void manySignalsMakeOneRun() {
    coalescer.signal();
    coalescer.signal();
    coalescer.signal();
    pass();
    assertThat(runs).isEqualTo(1);
    assertThat(scheduled).isEmpty();
  }

  @Test
  void aSignalDuringARunMakesAnother() {
    during = coalescer::signal;
    coalescer.signal();
    pass();
    during = () -> {};
    pass();
    assertThat(runs).isEqualTo(2);
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
      pass();
    } catch (IllegalStateException _) {
      during = () -> {};
    }
    coalescer.signal();
    pass();
    assertThat(runs).isEqualTo(2);
  }

  private void pass() {
    scheduled.remove().run();
  }
}
