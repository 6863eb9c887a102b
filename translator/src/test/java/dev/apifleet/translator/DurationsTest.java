package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "1ms, 1",
    "2s, 2000",
    "1m, 60000",
    "1h, 3600000",
    "1d, 86400000",
    "1h30m, 5400000",
    "1m1ms, 60001",
    "0s, 0",
    "007s, 7000",
    "9223372036854775807ms, 9223372036854775807",
    "9223372036854775807ms1ms, 9223372036854775807",
    "9223372036854775808ms, 9223372036854775807",
    "999999999999999d1s, 9223372036854775807"
  })
  void readsPartsAndNeverOverflows(String text, long millis) {
    assertThat(Durations.millis(text)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "s", "1 s", "-1s", "1.5s", "1sx", "x1s", "1S", "1s ", "١s"})
  void refusesWhatIsNoDuration(String text) {
    assertThat(Durations.millis(text)).isEmpty();
  }
}
