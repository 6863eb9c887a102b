package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  /** Always draws the most. */
  private final Backoff backoff =
      new Backoff(
          new RandomGenerator() {
            @Override
            public long nextLong() {
              throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long bound) {
              return bound - 1;
            }
          });

  @Test
  void growsToFiveSecondsAndStaysThere() {
    long[] waits = new long[8];
    for (int i = 0; i < waits.length; i++) {
      waits[i] = backoff.nextMillis();
    }
    assertThat(waits).containsExactly(100, 200, 400, 800, 1600, 3200, 5000, 5000);
  }

  @Test
  void beginsAgainAfterASuccess() {
    backoff.nextMillis();
    backoff.nextMillis();
    backoff.reset();
    assertThat(backoff.nextMillis()).isEqualTo(100);
  }
}
