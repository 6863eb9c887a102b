package dev.apifleet.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZipfTest {
  @Test
  void theFirstKeyIsWantedTwiceAsOftenAsTheSecond() {
    Zipf zipf = new Zipf(1_000);
    Random random = new Random(7);
    int[] counts = new int[1_000];
    IntStream.range(0, 100_000).forEach(_ -> counts[zipf.draw(random)]++);
    assertThat((double) counts[0] / counts[1]).isCloseTo(2, within(0.1));
    assertThat((double) counts[0] / counts[9]).isCloseTo(10, within(1.0));
  }
}
