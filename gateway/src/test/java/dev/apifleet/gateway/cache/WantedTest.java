package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.cache.Wanted.Kind;
import io.vertx.core.MultiMap;
import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
  @ParameterizedTest
  @CsvSource({
    "Cache-Control, CONTROL",
    "pragma, CONTROL",
    "Range, PARTIAL",
    "If-Range, PARTIAL",
    "If-Match, PARTIAL",
    "If-Unmodified-Since, PARTIAL",
    "X-HTTP-Method-Override, OTHER_WORDS",
    "X-HTTP-Method, OTHER_WORDS",
    "X-Method-Override, OTHER_WORDS",
    "X-Original-URL, OTHER_WORDS",
    "X-Rewrite-URL, OTHER_WORDS",
    "Accept, STREAM",
    "Upgrade, STREAM",
    "Connection, HOP",
    "Content-Length, BODY",
    "Transfer-Encoding, BODY",
    "Authorization, WHO",
    "Cookie, WHO",
    "X-API-Key, WHO",
    "Client-Cert, WHO",
    "If-None-Match, CHANGE",
    "If-Modified-Since, CHANGE"
  })
  void aHeaderIsSeenHoweverItIsWritten(String name, Kind kind) {
    assertThat(seen(name)).containsExactly(kind);
    assertThat(seen(name.toLowerCase(Locale.ROOT))).containsExactly(kind);
    assertThat(seen(name.toUpperCase(Locale.ROOT))).containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "Host",
    "User-Agent",
    "Accept-Encoding",
    "X-Range",
    "Cookies",
    "a-header-of-more-than-22-letters"
  })
  void othersSayNothing(String name) {
    assertThat(seen(name)).isEmpty();
  }

  private static EnumSet<Kind> seen(String name) {
    Wanted wanted = Wanted.by(MultiMap.caseInsensitiveMultiMap().add(name, "x"));
    EnumSet<Kind> seen = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if (wanted.has(kind)) {
        seen.add(kind);
      }
    }
    return seen;
  }
}
