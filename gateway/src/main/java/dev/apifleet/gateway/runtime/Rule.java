package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.filter.Filter;
import java.util.List;

/**
 * What a matched request goes through.
 *
 * @param route {@code namespace/name} of the route
 * @param name unique within the route
 * @param judgedAt behind so many filters an overloaded gateway knows whether it refuses
 */
public record Rule(
    String route,
    String name,
    List<Filter> filters,
    int judgedAt,
    Action action,
    RouteMeters meters) {
  public Rule {
    filters = List.copyOf(filters);
  }

  public Rule(String route, String name, List<Filter> filters, Action action, RouteMeters meters) {
    this(route, name, filters, judgedAt(filters), action, meters);
  }

  private static int judgedAt(List<Filter> filters) {
    int behind = filters.size();
    while (behind > 0 && !filters.get(behind - 1).precedesShedding()) {
      behind--;
    }
    return behind;
  }
}
