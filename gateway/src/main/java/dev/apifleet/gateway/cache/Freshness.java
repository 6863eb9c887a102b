package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.Lifetime.Staleness;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** What a shared cache may keep, and for how long (RFC 9111 sections 3 and 4.2). */
final class Freshness {
  private static final int OK = 200;

  /** Statuses that are kept when the backend says how long; 200 is kept by the route's ttl too. */
  private static final Set<Integer> KEPT_IF_DECLARED =
      Set.of(203, 204, 300, 301, 302, 307, 308, 404, 405, 410, 414, 501);

  private Freshness() {}

  /**
   * On what terms a response may be kept; null for not at all.
   *
   * @param personal whether the request said who asks
   * @param askedAt when the backend was asked
   */
  static Lifetime lifetime(
      int status, boolean personal, MultiMap response, Cache config, long askedAt, long now) {
    TargetedControl target = TargetedControl.of(response);
    CacheControl control = target.control();
    OptionalLong declared = declaredMillis(target, response, now);
    if (!isKept(status, declared.isPresent())
        || isForbidden(control, response)
        || personal && !isShared(control)) {
      return null;
    }
    long bornAt = askedAt - ageMillis(response);
    long freshUntil =
        Math.min(bornAt + declared.orElse(config.ttlMillis()), now + config.ttlMillis());
    boolean revalidates = control.hasForAll("no-cache");
    Lifetime lifetime =
        new Lifetime(
            bornAt,
            revalidates ? bornAt : freshUntil,
            0,
            millis(control, "stale-while-revalidate"),
            millis(control, "stale-if-error"),
            staleness(control));
    long until = keepUntil(lifetime, Validators.has(response), config);
    return until > now ? lifetime.kept(until) : null;
  }

  /** With something to ask the backend by, an expired answer is of use for one more ttl. */
  private static long keepUntil(Lifetime lifetime, boolean validator, Cache config) {
    long stale = Math.max(lifetime.whileRevalidateUntil(config), lifetime.ifErrorUntil(config));
    return validator ? Math.max(stale, lifetime.freshUntil() + config.ttlMillis()) : stale;
  }

  private static boolean isKept(int status, boolean declared) {
    return status == OK || declared && KEPT_IF_DECLARED.contains(status);
  }

  /** Whether the response may be given to others than the one who said who they are. */
  static boolean isShared(CacheControl control) {
    return control.has("public") || control.has("s-maxage");
  }

  private static boolean isForbidden(CacheControl control, MultiMap response) {
    return control.has("no-store") && !control.has("must-understand")
        || control.hasForAll("private")
        || response.contains(HttpHeaders.SET_COOKIE) && !namesCookies(control)
        || response.contains(HttpHeaders.CONTENT_RANGE)
        || isStream(response)
        || varyNames(response).contains("*");
  }

  /** An answer without an end, as server-sent events are. */
  private static boolean isStream(MultiMap response) {
    String type = response.get(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith("text/event-stream");
  }

  private static boolean namesCookies(CacheControl control) {
    return unkeptFields(control).contains("set-cookie");
  }

  /** Fields that the backend wants to be left out of what is kept, in lower case. */
  static List<String> unkeptFields(CacheControl control) {
    List<String> fields = new ArrayList<>(control.fields("private"));
    fields.addAll(control.fields("no-cache"));
    return fields;
  }

  private static Staleness staleness(CacheControl control) {
    if (control.has("must-revalidate")
        || control.has("proxy-revalidate")
        || control.hasForAll("no-cache")) {
      return Staleness.FORBIDDEN;
    }
    return control.has("s-maxage") ? Staleness.ON_PURPOSE : Staleness.ALLOWED;
  }

  private static long millis(CacheControl control, String directive) {
    OptionalLong seconds = control.seconds(directive);
    return seconds.isEmpty() ? -1 : seconds.getAsLong() * 1000;
  }

  /** Age that the response had already when it came. */
  private static long ageMillis(MultiMap response) {
    String age = response.get(HttpHeaders.AGE);
    return age == null ? 0 : CacheControl.of(List.of("age=" + age)).seconds("age").orElse(0) * 1000;
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

  private static OptionalLong declaredMillis(TargetedControl target, MultiMap response, long now) {
    OptionalLong shared = target.control().seconds("s-maxage");
    OptionalLong seconds = shared.isPresent() ? shared : target.control().seconds("max-age");
    if (seconds.isPresent()) {
      return OptionalLong.of(seconds.getAsLong() * 1000);
    }
    String expires = target.isTargeted() ? null : response.get(HttpHeaders.EXPIRES);
    if (expires == null) {
      return OptionalLong.empty();
    }
    long date = HttpDate.millis(response.get(HttpHeaders.DATE), now, now);
    return OptionalLong.of(Math.max(0, HttpDate.millis(expires, 0, now) - date));
  }
}
