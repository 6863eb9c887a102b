package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What a shared cache may keep, and for how long (RFC 9111 sections 3 and 4.2). */
final class Freshness {
  private static final String[] LIFETIMES = {"s-maxage", "max-age"};

  private Freshness() {}

  /**
   * How long a response may be served to others; 0 for not at all.
   *
   * @param ttlMillis the route's own limit, and what holds where the backend says nothing
   */
  static long lifetimeMillis(
      int status, MultiMap request, MultiMap response, long ttlMillis, long now) {
    CacheControl control = control(response);
    if (status != 200 || forbidden(control, response) || isFor(request, control)) {
      return 0;
    }
    OptionalLong declared = declaredMillis(control, response, now);
    return declared.isEmpty()
        ? ttlMillis
        : Math.max(0, Math.min(ttlMillis, declared.getAsLong() - ageMillis(response)));
  }

  static CacheControl control(MultiMap headers) {
    return CacheControl.of(headers.getAll(HttpHeaders.CACHE_CONTROL));
  }

  /** Age that the response had already when it came. */
  static long ageMillis(MultiMap response) {
    return CacheControl.of(List.of("age=" + response.get(HttpHeaders.AGE))).seconds("age").orElse(0)
        * 1000;
  }

  /** Whether a request says who asks, so that the answer may be for one person alone. */
  static boolean isPersonal(MultiMap request) {
    return request.contains(HttpHeaders.AUTHORIZATION) || request.contains(HttpHeaders.COOKIE);
  }

  /** Names of the request headers that chose the response, in lower case and sorted. */
  static List<String> varyNames(MultiMap response) {
    return response.getAll(HttpHeaders.VARY).stream()
        .flatMap(field -> Arrays.stream(field.split(",")))
        .map(name -> name.trim().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean forbidden(CacheControl control, MultiMap response) {
    return control.has("no-store")
        || control.has("private")
        || control.has("no-cache")
        || response.contains(HttpHeaders.SET_COOKIE)
        || response.contains(HttpHeaders.CONTENT_RANGE)
        || varyNames(response).contains("*");
  }

  private static boolean isFor(MultiMap request, CacheControl control) {
    return isPersonal(request) && !control.has("public");
  }

  private static OptionalLong declaredMillis(CacheControl control, MultiMap response, long now) {
    for (String directive : LIFETIMES) {
      OptionalLong seconds = control.seconds(directive);
      if (seconds.isPresent()) {
        return OptionalLong.of(seconds.getAsLong() * 1000);
      }
    }
    String expires = response.get(HttpHeaders.EXPIRES);
    if (expires == null) {
      return OptionalLong.empty();
    }
    long date = timeMillis(response.get(HttpHeaders.DATE), now);
    return OptionalLong.of(timeMillis(expires, 0) - date);
  }

  /** An HTTP date, or the other value where it is none. */
  static long timeMillis(String text, long otherwise) {
    try {
      return text == null
          ? otherwise
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli();
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }
}
