package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteFilter;
import dev.apifleet.api.v1alpha1.RouteFilterType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds filters that a rule has twice, where the second would undo the first. */
final class SingleFilters {
  private static final Set<RouteFilterType> ONCE =
      EnumSet.of(RouteFilterType.URLRewrite, RouteFilterType.CORS, RouteFilterType.Compression);

  private SingleFilters() {}

  static void check(FieldPath field, List<RouteFilter> filters, Problems problems) {
    Set<RouteFilterType> seen = EnumSet.noneOf(RouteFilterType.class);
    for (int i = 0; i < filters.size(); i++) {
      RouteFilterType type = filters.get(i) == null ? null : filters.get(i).type();
      if (type != null && ONCE.contains(type) && !seen.add(type)) {
        problems.invalid(
            field.item(i).child("type"), type, "remove it: a rule has one filter of this type");
      }
    }
  }
}
