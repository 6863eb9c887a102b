package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifeTest {
  /** Of an hour, from the hour on which time began. */
  private final TokenLife life = new TokenLife(0, 3_600);

  private static String token(String claims) {
    byte[] json = claims.getBytes(StandardCharsets.UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(json) + ".c2ln";
  }

  @Test
  void isReadFromTheToken() {
    assertThat(TokenLife.of(token("{\"iat\":100,\"exp\":3700,\"sub\":\"pod\"}")))
        .isEqualTo(Optional.of(new TokenLife(100, 3_700)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exp\":3700}",
        "{\"iat\":100}",
        "{\"iat\":100,\"exp\":100}",
        "{\"iat\":\"soon\",\"exp\":\"later\"}",
        "[]",
        "no json"
      })
  void isUnknownWhereTheTokenDoesNotSay(String claims) {
    assertThat(TokenLife.of(token(claims))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "a.b", "a.%%.c", "a.b.c.d"})
  void isUnknownOfWhatIsNoWebToken(String token) {
    assertThat(TokenLife.of(token)).isEmpty();
  }

  @Test
  void theNextTokenIsLookedForAfterFourFifthsOrALittleLater() {
    assertThat(life.nextLookMillis(0, 0)).isEqualTo(2_880_000);
    assertThat(life.nextLookMillis(0, 1)).isEqualTo(3_060_000);
    assertThat(life.nextLookMillis(2_879_999, 0)).isEqualTo(1);
  }

  @Test
  void thenMoreAndMoreOften() {
    assertThat(life.nextLookMillis(2_880_000, 0)).isEqualTo(30_000);
    assertThat(life.nextLookMillis(3_500_000, 0)).isEqualTo(10_000);
    assertThat(life.nextLookMillis(3_599_000, 0)).isEqualTo(1_000);
    assertThat(life.nextLookMillis(9_999_000, 0)).isEqualTo(1_000);
  }
}
