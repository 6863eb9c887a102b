package dev.apifleet.gateway.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CpuUseTest {
  private final AtomicLong cpu = new AtomicLong();
  private final AtomicLong time = new AtomicLong();
  private final CpuUse use = new CpuUse(cpu::get, time::get, 2);

  @Test
  void tellsTheShareOfAllCpusSinceTheLastQuestion() {
    cpu.set(100);
    time.set(100);
    assertThat(use.percent()).isEqualTo(50);

    time.set(200);
    assertThat(use.percent()).isZero();
  }

  /** Who sets the limit to 100 wants nothing to be refused for that. */
  @Test
  void isNeverMoreThanAllThoughTheClocksDisagree() {
    cpu.set(203);
    time.set(100);

    assertThat(use.percent()).isEqualTo(100);
  }
}
