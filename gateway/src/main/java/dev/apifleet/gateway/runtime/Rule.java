package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.filter.Filter;
import java.util.List;

/**
 * What a matched request goes through.
 *
 * @param route {@code namespace/name} of the route
 * @param name unique within the route
 */
public record Rule(
    String route, String name, List<Filter> filters, Action action, RouteMeters meters) {
  public Rule {
    filters = List.copyOf(filters);
  }
}
