package dev.apifleet.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.bench.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {
  private static final Readiness SLOW = new Readiness(3.0, 2.5, 180);

  private static Report reportOf(double cpuSeconds) {
    Readiness cached = new Readiness(1.0, cpuSeconds, 150);
    return Start.report(List.of(SLOW), List.of(cached), 74 << 20);
  }

  @Test
  void theAimIsMetByTheCpuTimeOfAStartWithTheCache() {
    assertThat(reportOf(0.9).about()).contains("74 MiB", "1.0 CPU seconds with it; met");
    assertThat(reportOf(1.1).about()).contains("1.0 CPU seconds with it; missed");
  }

  @Test
  void bothWaysOfStartingAreInTheTable() {
    assertThat(reportOf(0.9).tables().getFirst().rows())
        .extracting(List::getFirst)
        .containsExactly("without", "with");
  }
}
