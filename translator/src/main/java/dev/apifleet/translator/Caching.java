package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteCache;
import dev.apifleet.api.v1alpha1.RouteFallback;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.FilterConfig.Cache;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads how long a rule's answers are kept, and what makes them differ. */
final class Caching {
  private static final String DEFAULT_TTL = "300s";
  private static final int MOST_PARAMS = 32;
  private static final int MOST_HEADERS = 8;
  private static final long AS_BACKEND_SAYS = -1;

  /** How old an answer may be that a fallback serves, where nothing else says so. */
  private static final String FALLBACK_STALE = "1h";

  /** They say who asks, and their answers are not kept for others anyway. */
  private static final List<String> CREDENTIALS = List.of("authorization", "cookie");

  private Caching() {}

  static Optional<Cache> read(FieldPath field, RouteRule rule, Problems problems) {
    RouteCache cache = rule.cache();
    if (cache == null) {
      return Optional.empty();
    }
    long ttl =
        Durations.read(field.child("ttl"), cache.ttl(), DEFAULT_TTL, AtLeast.MILLISECOND, problems);
    return Optional.of(
        new Cache(
            ttl,
            stale(field.child("staleWhileRevalidate"), cache.staleWhileRevalidate(), problems),
            stale(field.child("staleIfError"), ifError(cache, rule.fallback()), problems),
            cache.keyQueryParams() == null
                ? null
                : params(field.child("keyQueryParams"), cache.keyQueryParams(), problems),
            headers(field.child("keyHeaders"), Items.of(cache.keyHeaders()), problems),
            (int)
                Sizes.read(
                    field.child("maxBodySize"),
                    cache.maxBodySize(),
                    1024 * 1024,
                    1,
                    16 * 1024 * 1024,
                    problems),
            !Boolean.FALSE.equals(cache.coalesce())));
  }

  /** Who writes a fallback wants an expired answer, whatever the backend says. */
  private static String ifError(RouteCache cache, RouteFallback fallback) {
    boolean wanted = fallback != null && !Boolean.FALSE.equals(fallback.stale());
    return cache.staleIfError() == null && wanted ? FALLBACK_STALE : cache.staleIfError();
  }

  /** Unlike other lengths of time it may be 0: then the backend cannot allow it either. */
  private static long stale(FieldPath field, String text, Problems problems) {
    if (text == null) {
      return AS_BACKEND_SAYS;
    }
    return Durations.millis(text).orElse(-1) == 0
        ? 0
        : Durations.read(field, text, null, AtLeast.MILLISECOND, problems);
  }

  private static List<String> params(FieldPath field, List<String> names, Problems problems) {
    atMost(field, names, MOST_PARAMS, problems);
    Texts.present(field, names, problems);
    return names.stream().filter(name -> !Texts.isBlank(name)).distinct().sorted().toList();
  }

  private static List<String> headers(FieldPath field, List<String> names, Problems problems) {
    atMost(field, names, MOST_HEADERS, problems);
    return IntStream.range(0, names.size())
        .mapToObj(i -> header(field.item(i), names.get(i), problems))
        .distinct()
        .sorted()
        .toList();
  }

  private static String header(FieldPath field, String name, Problems problems) {
    if (name == null || !HeaderNames.isName(name)) {
      problems.invalid(field, name, "write the name of a header, such as x-version");
      return "";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (CREDENTIALS.contains(lower)) {
      problems.invalid(
          field, name, "remove it; requests with it share only what the backend calls public");
    }
    return lower;
  }

  private static void atMost(FieldPath field, List<String> names, int most, Problems problems) {
    if (names.size() > most) {
      problems.invalid(field, names.size() + " names", "write at most " + most);
    }
  }
}
