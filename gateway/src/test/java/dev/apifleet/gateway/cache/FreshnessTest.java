package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {
  private static final long TTL = 300_000;
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  private final MultiMap request = MultiMap.caseInsensitiveMultiMap();
  private final MultiMap response = MultiMap.caseInsensitiveMultiMap();

  @Test
  void theRoutesTtlHoldsWhereTheBackendSaysNothing() {
    assertThat(lifetime()).isEqualTo(TTL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=60                      | 60000",
        "Max-Age=60, public              | 60000",
        "max-age=600                     | 300000",
        "s-maxage=10, max-age=60         | 10000",
        "max-age=60, s-maxage=10         | 10000",
        "max-age=\"60\"                  | 60000",
        "max-age=60, max-age=90          | 60000",
        "max-age=0                       | 0",
        "max-age=soon                    | 0",
        "max-age=99999999999999999999    | 0",
        "no-store                        | 0",
        "NO-STORE, max-age=60            | 0",
        "private                         | 0",
        "private=\"x-name\", max-age=60  | 0",
        "no-cache                        | 0",
        "no-cache=\"set-cookie\"         | 0",
        "must-revalidate                 | 300000",
        "extension=\"a, no-store\"       | 300000"
      })
  void obeysCacheControl(String field, long lifetime) {
    response.add("Cache-Control", field);
    assertThat(lifetime()).isEqualTo(lifetime);
  }

  @Test
  void obeysCacheControlInSeveralFields() {
    response.add("Cache-Control", "public").add("Cache-Control", "max-age=5");
    assertThat(lifetime()).isEqualTo(5_000);
  }

  @Test
  void expiresCountsFromTheResponsesDate() {
    response.set("Date", "Sun, 01 Mar 2026 11:00:00 GMT");
    response.set("Expires", "Sun, 01 Mar 2026 11:01:00 GMT");
    assertThat(lifetime()).isEqualTo(60_000);
  }

  @Test
  void anExpiresThatIsNoDateIsInThePast() {
    response.set("Expires", "0");
    assertThat(lifetime()).isZero();
  }

  @Test
  void maxAgeWinsOverExpires() {
    response.set("Expires", "0").set("Cache-Control", "max-age=7");
    assertThat(lifetime()).isEqualTo(7_000);
  }

  @Test
  void theAgeThatAResponseHasAlreadyIsTakenOff() {
    response.set("Cache-Control", "max-age=60").set("Age", "50");
    assertThat(lifetime()).isEqualTo(10_000);
    response.set("Age", "61");
    assertThat(lifetime()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 201, 204, 206, 301, 304, 404, 500, 503})
  void onlyCompleteSuccessesAreKept(int status) {
    assertThat(Freshness.lifetimeMillis(status, request, response, TTL, NOON)).isZero();
  }

  @Test
  void whatIsMeantForOneClientIsNotKept() {
    response.set("Set-Cookie", "session=1");
    assertThat(lifetime()).isZero();
  }

  @Test
  void whatVariesByEverythingIsNotKept() {
    response.set("Vary", "Accept, *");
    assertThat(lifetime()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie"})
  void answersToThoseWhoSayWhoTheyAreAreKeptOnlyIfPublic(String header) {
    request.set(header, "x");
    response.set("Cache-Control", "max-age=60");
    assertThat(lifetime()).isZero();
    response.set("Cache-Control", "public, max-age=60");
    assertThat(lifetime()).isEqualTo(60_000);
  }

  @Test
  void varyNamesAreTheSameHoweverWritten() {
    response.add("Vary", "Accept-Language,accept").add("Vary", " Accept ");
    assertThat(Freshness.varyNames(response)).containsExactly("accept", "accept-language");
  }

  private long lifetime() {
    return Freshness.lifetimeMillis(200, request, response, TTL, NOON);
  }
}
