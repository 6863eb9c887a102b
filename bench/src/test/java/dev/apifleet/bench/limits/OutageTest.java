package dev.apifleet.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.bench.Spread;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final long MILLI = 1_000_000;

  /** A request each millisecond; Redis goes away at 1,000 ms and is back at 2,000 ms. */
  private static Outage outage() {
    List<Outage.Sample> samples =
        LongStream.range(0, 3_000)
            .mapToObj(at -> new Outage.Sample(at * MILLI, at * MILLI, at * MILLI + took(at)))
            .toList();
    return new Outage(samples, 1_000 * MILLI, 2_000 * MILLI, 2_050 * MILLI, 900);
  }

  /** 40 ms for those who come in the first 20 ms of the outage, else a microsecond. */
  private static long took(long at) {
    return at >= 1_000 && at < 1_020 ? 40 * MILLI : 1_000;
  }

  @Test
  void tellsTheFirstMomentsFromTheRest() {
    assertThat(Outage.figures(List.of(outage())))
        .containsExactly(
            only(1), only(40_000), only(1), only(1), only(20), only(0), only(900), only(50));
  }

  private static Spread only(double value) {
    return new Spread(value, value, value);
  }
}
