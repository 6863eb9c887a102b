package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.GraphQl;
import dev.apifleet.snapshot.FilterConfig;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads what GraphQL operations may ask for. */
final class GraphQlLimits {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int MOST_ALLOWED = 1024;
  private static final GraphQl ALL_DEFAULTS = new GraphQl(null, null, null, null, null, null);

  private GraphQlLimits() {}

  static FilterConfig read(FieldPath field, GraphQl given, Problems problems) {
    GraphQl limits = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    return new FilterConfig.GraphQl(
        Numbers.read(field.child("maxDepth"), limits.maxDepth(), 10, 1, 100, problems),
        Numbers.read(field.child("maxCost"), limits.maxCost(), 1000, 1, 1_000_000, problems),
        Numbers.read(field.child("maxAliases"), limits.maxAliases(), 30, 0, 1000, problems),
        !Boolean.FALSE.equals(limits.introspection()),
        allowed(field.child("allow"), Items.of(limits.allow()), problems),
        (int)
            Sizes.read(
                field.child("maxSize"), limits.maxSize(), 64 * 1024, 1, 1024 * 1024, problems));
  }

  private static List<String> allowed(FieldPath field, List<String> hashes, Problems problems) {
    if (hashes.size() > MOST_ALLOWED) {
      problems.invalid(field, hashes.size(), "list at most " + MOST_ALLOWED + " operations");
    }
    IntStream.range(0, hashes.size())
        .filter(i -> hashes.get(i) == null || !SHA_256.matcher(hashes.get(i)).matches())
        .forEach(
            i ->
                problems.invalid(
                    field.item(i), hashes.get(i), "write a SHA-256 of 64 hexadecimal digits"));
    return hashes.stream()
        .filter(Objects::nonNull)
        .map(hash -> hash.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
