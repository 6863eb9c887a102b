package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteFilter;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.FilterConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the filters of a rule that act between match and backend; those that answer in place of a
 * backend are read with the rule's action.
 */
record RouteFilters(References references, Problems invalid, Problems unresolved) {

  static List<FilterConfig> read(
      FieldPath rule,
      RouteRule written,
      References references,
      Problems invalid,
      Problems unresolved) {
    RouteFilters reader = new RouteFilters(references, invalid, unresolved);
    List<RouteFilter> filters = Items.of(written.filters());
    return IntStream.range(0, filters.size())
        .mapToObj(i -> reader.one(rule.child("filters").item(i), filters.get(i)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<FilterConfig> one(FieldPath field, RouteFilter filter) {
    if (filter == null || filter.type() == null) {
      invalid.invalid(field.child("type"), null, "name what the filter does");
      return Optional.empty();
    }
    return switch (filter.type()) {
      case FailureLimit ->
          Optional.of(
              FailureLimits.read(field.child("failureLimit"), filter.failureLimit(), invalid));
      default -> {
        invalid.invalid(field.child("type"), filter.type().name(), "it is not built yet");
        yield Optional.empty();
      }
    };
  }
}
