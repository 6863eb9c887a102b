package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.FleetSettings.Credentials;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentedTest {
  private static final Credentials KEYS = new Credentials("x-api-key", true, List.of());

  @ParameterizedTest
  @CsvSource({
    "a.b.c, true",
    "eyJhbGciOiJub25lIn0.e30., true",
    ".., true",
    "a.b, false",
    "a.b.c.d, false",
    "a.b.c=, false",
    "a.b c.d, false",
    "'', false",
    "0123456789abcdef, false"
  })
  void threePartsOfBase64urlAreAToken(String text, boolean token) {
    assertThat(Presented.isToken(text, 0)).isEqualTo(token);
    assertThat(bearer(text, KEYS))
        .isEqualTo(token ? bearerToken(text) : new Presented.Opaque(text));
  }

  @Test
  void whereOnlyTokensAreAcceptedEveryBearerIsHeldForOne() {
    assertThat(bearer("opaque", null)).isEqualTo(bearerToken("opaque"));
  }

  @Test
  void theKeyHeaderIsTheBackendsAffairWhereNoKeysAreAccepted() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-API-Key", "k");

    assertThat(Presented.by(headers, null)).isEqualTo(Presented.NOTHING);
    assertThat(Presented.by(headers, KEYS)).isEqualTo(new Presented.Key("k"));
  }

  private static Presented.Token bearerToken(String text) {
    return new Presented.Token(("bearer " + text).trim(), text.isEmpty() ? 6 : 7);
  }

  private static Presented bearer(String text, Credentials credentials) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("authorization", "bearer " + text);
    return Presented.by(headers, credentials);
  }
}
