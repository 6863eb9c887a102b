package dev.apifleet.gateway.cache;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which part of a query chooses an answer. Where parameters are named, their order does not count,
 * and what a backend might take for one of them counts as one.
 */
final class QueryKey {
  /** The whole query, as it came. */
  static final QueryKey WHOLE = new QueryKey(null);

  private final Set<String> names;

  private QueryKey(Set<String> names) {
    this.names = names;
  }

  /**
   * Of these parameters alone.
   *
   * @param names null for all
   */
  static QueryKey of(List<String> names) {
    return names == null
        ? WHOLE
        : new QueryKey(
            names.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
  }

  /** The part of the query that counts; null where nothing of it does. */
  String of(String query) {
    if (names == null || query == null || isAmbiguous(query)) {
      return query;
    }
    try {
      String kept =
          Arrays.stream(query.split("&"))
              .filter(pair -> names.contains(name(pair)))
              .sorted(Comparator.comparing(QueryKey::name))
              .collect(Collectors.joining("&"));
      return kept.isEmpty() ? null : kept;
    } catch (IllegalArgumentException _) {
      return query;
    }
  }

  /** Some backends take a semicolon for the end of a parameter. */
  private static boolean isAmbiguous(String query) {
    return query.indexOf(';') >= 0;
  }

  /** In lower case, and without the brackets by which some backends name lists. */
  private static String name(String pair) {
    int equals = pair.indexOf('=');
    String raw = equals < 0 ? pair : pair.substring(0, equals);
    String name = URLDecoder.decode(raw, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    int bracket = name.indexOf('[');
    return bracket < 0 ? name : name.substring(0, bracket);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QueryKey key && Objects.equals(names, key.names);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(names);
  }
}
