package dev.apifleet.gateway.filter;

import dev.apifleet.snapshot.FilterConfig;

/** Builds a rule's filters when a snapshot is applied. */
public interface FilterBuilder {
  /**
   * Builds one filter.
   *
   * @param routeAndRule names the rule it is built for
   * @throws IllegalArgumentException when something that it needs is missing; the message says what
   */
  Filter build(FilterConfig config, String routeAndRule, FilterSite site);
}
