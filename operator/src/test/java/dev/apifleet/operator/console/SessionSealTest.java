package dev.apifleet.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SessionSealTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private final SessionSeal seal = new SessionSeal();

  @Test
  void opensWhatItSealed() {
    assertThat(seal.open(seal.seal("a-token", NOW), NOW)).hasValue("a-token");
  }

  @Test
  void neverShowsTheTokenNorTheSameCookieTwice() {
    String cookie = seal.seal("a-token", NOW);
    assertThat(cookie).doesNotContain("a-token").isNotEqualTo(seal.seal("a-token", NOW));
  }

  @Test
  void endsAfterTwelveHours() {
    String cookie = seal.seal("a-token", NOW);
    assertThat(seal.open(cookie, NOW.plus(Duration.ofHours(12)).minusSeconds(1))).isPresent();
    assertThat(seal.open(cookie, NOW.plus(Duration.ofHours(12)))).isEmpty();
  }

  @Test
  void opensNothingThatWasChangedInAnyPlace() {
    String cookie = seal.seal("a-token", NOW);
    for (int i = 0; i < cookie.length(); i++) {
      char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
      String forged = cookie.substring(0, i) + other + cookie.substring(i + 1);
      if (!Arrays.equals(decoded(forged), decoded(cookie))) {
        assertThat(seal.open(forged, NOW)).isEmpty();
      }
      assertThat(seal.open(cookie.substring(0, i), NOW)).isEmpty();
    }
  }

  private static byte[] decoded(String cookie) {
    return Base64.getUrlDecoder().decode(cookie);
  }

  @Test
  void opensNothingOfAnotherProcess() {
    assertThat(seal.open(new SessionSeal().seal("a-token", NOW), NOW)).isEmpty();
  }

  @Test
  void opensNoRubbish() {
    assertThat(seal.open("", NOW)).isEmpty();
    assertThat(seal.open("not base64!", NOW)).isEmpty();
    assertThat(seal.open("QUJD", NOW)).isEmpty();
  }
}
