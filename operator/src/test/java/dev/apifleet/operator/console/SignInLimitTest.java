package dev.apifleet.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInLimitTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private final SignInLimit limit = new SignInLimit();

  @Test
  void permitsTwentyFailuresAMinute() {
    fail("10.0.0.1", 19);
    assertThat(limit.remaining("10.0.0.1", NOW)).isZero();
    fail("10.0.0.1", 1);
    assertThat(limit.remaining("10.0.0.1", NOW.plusSeconds(20))).isEqualTo(Duration.ofSeconds(40));
    assertThat(limit.remaining("10.0.0.1", NOW.plusSeconds(60))).isZero();
  }

  @Test
  void oneAddressDoesNotBlockAnother() {
    fail("10.0.0.1", 20);
    assertThat(limit.remaining("10.0.0.2", NOW)).isZero();
  }

  @Test
  void countsAfreshInTheNextMinute() {
    fail("10.0.0.1", 20);
    limit.failed("10.0.0.1", NOW.plusSeconds(60));
    assertThat(limit.remaining("10.0.0.1", NOW.plusSeconds(61))).isZero();
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    fail("10.0.0.1", 20);
    for (int i = 0; i < 10_000; i++) {
      limit.failed("address-" + i, NOW);
    }
    assertThat(limit.remaining("10.0.0.1", NOW)).isZero();
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      limit.failed(address, NOW);
    }
  }
}
