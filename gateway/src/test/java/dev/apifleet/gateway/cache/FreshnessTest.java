package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.FilterConfig.Cache;
import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {
  private static final long TTL = 300_000;
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  private Cache config = new Cache(TTL);
  private boolean personal;
  private long delay;
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
        "max-age=99999999999999999999    | 300000",
        "no-store                        | 0",
        "NO-STORE, max-age=60            | 0",
        "private                         | 0",
        "private=\"x-name\", max-age=60  | 60000",
        "private=\"x-name\", private    | 0",
        "no-cache=\"x-name\", no-cache  | 0",
        "no-cache                        | 0",
        "no-cache=\"set-cookie\"         | 300000",
        "no-store, must-understand       | 300000",
        "max-age=-1                      | 0",
        "max-age = 60                    | 60000",
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
  void onlyCompleteSuccessesAreKeptUnasked(int status) {
    assertThat(lifetime(status)).isZero();
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
  @ValueSource(strings = {"public, max-age=60", "s-maxage=60"})
  void answersToThoseWhoSayWhoTheyAreAreKeptOnlyIfTheBackendSaysSo(String control) {
    personal = true;
    response.set("Cache-Control", "max-age=60, must-revalidate");
    assertThat(lifetime()).isZero();
    response.set("Cache-Control", control);
    assertThat(lifetime()).isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {203, 204, 301, 308, 404, 410})
  void otherAnswersAreKeptWhenTheBackendSaysHowLong(int status) {
    response.set("Cache-Control", "max-age=60");
    assertThat(lifetime(status)).isEqualTo(60_000);
  }

  @Test
  void whatTheBackendTookToAnswerIsAge() {
    delay = 4_000;
    response.set("Cache-Control", "max-age=60").set("Age", "10");
    assertThat(lifetime()).isEqualTo(46_000);
    assertThat(terms(200).ageSeconds(NOON)).isEqualTo(14);
  }

  @Test
  void aCookieThatIsNotKeptDoesNoHarm() {
    response.set("Set-Cookie", "a=1").set("Cache-Control", "private=\"set-cookie\", max-age=9");
    assertThat(lifetime()).isEqualTo(9_000);
  }

  @Test
  void serverSentEventsAreNotKept() {
    response.set("Content-Type", "text/event-stream; charset=utf-8");
    assertThat(terms(200)).isNull();
  }

  @Test
  void whatMustBeRevalidatedIsKeptWhereTheBackendCanBeAsked() {
    response.set("Cache-Control", "no-cache");
    assertThat(terms(200)).isNull();
    response.set("ETag", "\"1\"");
    assertThat(terms(200).isFresh(NOON)).isFalse();
    assertThat(terms(200).ifErrorUntil(Caches.stale(60_000, 60_000))).isEqualTo(NOON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=60, stale-if-error=30                  | -1    | 90000",
        "max-age=60, stale-if-error=30                  | 5000  | 65000",
        "max-age=60                                     | 5000  | 65000",
        "max-age=60                                     | -1    | 60000",
        "max-age=60, stale-if-error=30, must-revalidate | 5000  | 60000",
        "max-age=60, stale-if-error=30, proxy-revalidate| -1    | 60000",
        "s-maxage=60, stale-if-error=30                 | -1    | 90000"
      })
  void whatExpiredServesAsLongAsTheRouteSaysElseTheBackend(
      String control, long configured, long until) {
    config = Caches.stale(configured, configured);
    response.set("Cache-Control", control);
    assertThat(terms(200).ifErrorUntil(config) - NOON).isEqualTo(until);
    response.set("Cache-Control", control.replace("if-error", "while-revalidate"));
    assertThat(terms(200).whileRevalidateUntil(config) - NOON).isEqualTo(until);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Surrogate-Control     | max-age=7             | 7000",
        "Surrogate-Control     | no-store              | 0",
        "Surrogate-Control     | content=\"ESI/1.0\"   | 60000",
        "ApiFleet-Cache-Control| max-age=7             | 7000",
        "ApiFleet-Cache-Control| private               | 0",
        "CDN-Cache-Control     | max-age=7             | 60000"
      })
  void obeysWhatIsMeantForItBeforeWhatIsMeantForAll(String name, String value, long lifetime) {
    response.set("Cache-Control", "max-age=60").set(name, value);
    assertThat(lifetime()).isEqualTo(lifetime);
  }

  @Test
  void itsOwnFieldComesFirst() {
    response.set("Surrogate-Control", "max-age=7").set("ApiFleet-Cache-Control", "max-age=8");
    response.set("Expires", "0").set("Cache-Control", "no-store");
    assertThat(lifetime()).isEqualTo(8_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsDatesInAllTheirForms(String date) {
    assertThat(HttpDate.millis(date, -1, NOON)).isEqualTo(784_111_777_000L);
  }

  @Test
  void varyNamesAreTheSameHoweverWritten() {
    response.add("Vary", "Accept-Language,accept").add("Vary", " Accept ");
    assertThat(Freshness.varyNames(response)).containsExactly("accept", "accept-language");
  }

  private long lifetime() {
    return lifetime(200);
  }

  private long lifetime(int status) {
    Lifetime life = terms(status);
    return life == null ? 0 : Math.max(0, life.freshUntil() - NOON);
  }

  private Lifetime terms(int status) {
    return Freshness.lifetime(status, personal, response, config, NOON - delay, NOON);
  }
}
