package dev.apifleet.gateway.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directives of a {@code Cache-Control} field (RFC 9111 section 5.2). */
record CacheControl(Map<String, String> directives) {
  private static final Pattern DIRECTIVE =
      Pattern.compile("([A-Za-z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]*)))?");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  /** Of several equal directives the first counts. */
  static CacheControl of(List<String> fields) {
    Map<String, String> directives = new HashMap<>();
    for (String field : fields) {
      Matcher matcher = DIRECTIVE.matcher(field);
      while (matcher.find()) {
        String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        directives.putIfAbsent(
            matcher.group(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
      }
    }
    return new CacheControl(directives);
  }

  boolean has(String directive) {
    return directives.containsKey(directive);
  }

  /** The directive's time; what is not a number of seconds counts as 0, so as stale. */
  OptionalLong seconds(String directive) {
    String value = directives.get(directive);
    if (value == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(SECONDS.matcher(value).matches() ? Long.parseLong(value) : 0);
  }
}
