package dev.apifleet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class H2loadTest {
  @Test
  void readsWhatItFound() {
    String said =
        """
        finished in 2.00s, 12345.50 req/s, 1.23MB/s
        requests: 24691 total, 24819 started, 24691 done, 24690 succeeded, 1 failed, 2 errored, 3 timeout
        """;
    assertThat(H2load.read(said, 493_800)).isEqualTo(new H2load(12_345.5, 24_690, 6, 20));
  }
}
