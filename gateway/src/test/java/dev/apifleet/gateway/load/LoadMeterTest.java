package dev.apifleet.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apifleet.gateway.load.LoadMeter.Load;
import org.junit.jupiter.api.Test;

class LoadMeterTest {
  private static final long MILLI = 1_000_000L;

  private final LoadMeter meter = new LoadMeter(0);

  @Test
  void averagesConcurrencyOverTime() {
    meter.begin(0);
    meter.begin(0);
    meter.end(0, 500 * MILLI);
    meter.end(0, 500 * MILLI);
    assertThat(meter.report(1000 * MILLI).concurrency()).isEqualTo(1.0, within(1e-9));
  }

  @Test
  void countsRequestsThatLastLongerThanAReport() {
    meter.begin(0);
    meter.report(1000 * MILLI);
    assertThat(meter.report(2000 * MILLI).concurrency()).isEqualTo(1.0, within(1e-9));
    assertThat(meter.underWay()).isEqualTo(1);
  }

  @Test
  void reportsArrivalsPerSecond() {
    for (int i = 0; i < 50; i++) {
      meter.begin(i * MILLI);
      meter.end(i * MILLI, (i + 1) * MILLI);
    }
    Load load = meter.report(500 * MILLI);
    assertThat(load.rate()).isEqualTo(100.0, within(1e-9));
    assertThat(load.latencyEwmaMillis()).isEqualTo(1.0, within(1e-9));
    assertThat(meter.report(1000 * MILLI).rate()).isZero();
  }

  @Test
  void timesThatOverlapAcrossThreadsNeverMakeItNegative() {
    meter.begin(10);
    meter.end(5, 7);
    assertThat(meter.report(20).concurrency()).isNotNegative();
  }
}
