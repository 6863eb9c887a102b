package dev.apifleet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleCpuTest {
  @Test
  void whatWaitsForADiskIsIdleToo() {
    IdleCpu before = IdleCpu.of("cpu1 100 0 50 800 50 0 0 0 7 0");
    IdleCpu later = IdleCpu.of("cpu1 150 0 70 820 60 0 0 0 57 0");
    assertThat(before.percent(later)).isEqualTo(30);
  }

  @Test
  void readsWhatTheKernelTells() {
    assertThat(IdleCpu.now().percent()).isBetween(0.0, 100.0);
  }
}
