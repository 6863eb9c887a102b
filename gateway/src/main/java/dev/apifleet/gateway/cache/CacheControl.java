package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The directives of a {@code Cache-Control} field (RFC 9111 section 5.2) or of one like it. */
record CacheControl(Map<String, String> directives) {
  /** Without any. */
  static final CacheControl NONE = new CacheControl(Map.of());

  /** What stands for more than can be counted (RFC 9111 section 1.2.2). */
  private static final long MOST_SECONDS = 1L << 31;

  private static final int MOST_DIGITS = 10;

  /** These may concern some fields of a response alone. */
  private static final Set<String> WITH_FIELDS = Set.of("private", "no-cache");

  /**
   * Of several equal directives the first counts, but one that concerns the whole response comes
   * before any that names fields; what is none is passed over.
   */
  static CacheControl of(List<String> fields) {
    Map<String, String> directives = new HashMap<>();
    fields.forEach(field -> read(field, directives));
    return new CacheControl(directives);
  }

  static CacheControl of(MultiMap headers) {
    return of(headers.getAll(HttpHeaders.CACHE_CONTROL));
  }

  private static void read(String field, Map<String, String> into) {
    int at = 0;
    while (at < field.length()) {
      int end = nameEnd(field, at);
      if (end == at) {
        at++;
        continue;
      }
      String name = field.substring(at, end).toLowerCase(Locale.ROOT);
      int equals = spaceEnd(field, end);
      if (equals < field.length() && field.charAt(equals) == '=') {
        int start = spaceEnd(field, equals + 1);
        int quote = closingQuote(field, start);
        at = quote < 0 ? valueEnd(field, start) : quote + 1;
        put(name, quote < 0 ? field.substring(start, at) : quoted(field, start, at), into);
      } else {
        put(name, "", into);
        at = end;
      }
    }
  }

  private static void put(String name, String value, Map<String, String> into) {
    if (WITH_FIELDS.contains(name)) {
      into.merge(name, value, (a, b) -> a.isEmpty() || b.isEmpty() ? "" : a + ',' + b);
    } else {
      into.putIfAbsent(name, value);
    }
  }

  private static String quoted(String field, int start, int end) {
    return field.substring(start + 1, end - 1).replace("\\", "");
  }

  private static int nameEnd(String field, int from) {
    int at = from;
    while (at < field.length() && isOfName(field.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOfName(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
  }

  private static int spaceEnd(String field, int from) {
    int at = from;
    while (at < field.length() && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int valueEnd(String field, int from) {
    int at = from;
    while (at < field.length() && ", \t".indexOf(field.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /**
   * Where the quoted value ends, or -1 where none begins or it has no end: then a comma ends it.
   */
  private static int closingQuote(String field, int start) {
    if (start >= field.length() || field.charAt(start) != '"') {
      return -1;
    }
    for (int at = start + 1; at < field.length(); at++) {
      if (field.charAt(at) == '\\') {
        at++;
      } else if (field.charAt(at) == '"') {
        return at;
      }
    }
    return -1;
  }

  boolean has(String directive) {
    return directives.containsKey(directive);
  }

  /** Whether the directive concerns the whole response, and not only fields that it names. */
  boolean hasForAll(String directive) {
    return "".equals(directives.get(directive));
  }

  /** The fields that a directive names, in lower case. */
  List<String> fields(String directive) {
    return Arrays.stream(directives.getOrDefault(directive, "").split("[,\\s]+"))
        .filter(name -> !name.isEmpty())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The directive's time; what is not a number of seconds counts as 0, so as stale. */
  OptionalLong seconds(String directive) {
    String value = directives.get(directive);
    return value == null ? OptionalLong.empty() : OptionalLong.of(count(value));
  }

  private static long count(String value) {
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    return value.length() > MOST_DIGITS
        ? MOST_SECONDS
        : Math.min(MOST_SECONDS, Long.parseLong(value));
  }
}
