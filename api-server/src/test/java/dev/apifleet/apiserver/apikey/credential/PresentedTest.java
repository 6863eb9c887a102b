package dev.apifleet.apiserver.apikey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedTest {

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @Test
  void nothingAndTokensAreNotOurs() {
    assertInstanceOf(Presented.NotOurs.class, Presented.by(headers));
    headers.add("Authorization", "Bearer abc.DEF-0_.");
    assertInstanceOf(Presented.NotOurs.class, Presented.by(headers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer afk_1", "bearer   afk_1 ", "BEARER afk_1"})
  void bearerThatIsNoTokenIsAKeyOrSession(String value) {
    headers.add("authorization", value);
    assertEquals(new Presented.KeyOrSession("afk_1"), Presented.by(headers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dTpw", "afk_1", "Bearerafk_1"})
  void whatIsNoBearerIsInvalid(String value) {
    headers.add("Authorization", value);
    assertInstanceOf(Presented.Invalid.class, Presented.by(headers));
  }

  @Test
  void twoCredentialsOfWhateverKindAreAmbiguous() {
    headers.add("X-API-Key", "afk_1").add("x-api-key", "afk_1");
    assertInstanceOf(Presented.Ambiguous.class, Presented.by(headers));
    headers.clear().add("X-API-Key", "afk_1").add("Authorization", "Bearer a.b.c");
    assertInstanceOf(Presented.Ambiguous.class, Presented.by(headers));
  }

  @Test
  void secretsStayOutOfLogs() {
    headers.add("X-API-Key", "afk_secret");
    assertFalse(Presented.by(headers).toString().contains("secret"));
  }
}
