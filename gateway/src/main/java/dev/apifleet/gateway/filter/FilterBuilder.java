package dev.apifleet.gateway.filter;

import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.IssuerConfig;
import java.util.List;

/** Builds a rule's filters when a snapshot is applied. */
public interface FilterBuilder {
  /**
   * Sees whether tokens of an issuer can be verified.
   *
   * @throws IllegalArgumentException when they cannot; the message says why
   */
  default void check(IssuerConfig issuer) {}

  /**
   * Sees whether an API key can be told.
   *
   * @throws IllegalArgumentException when it cannot; the message says why
   */
  default void check(ApiKeyConfig key) {}

  /** Takes up what filters share that are not built anew. Called before a snapshot's are built. */
  default void prepare(FilterSite site) {}

  /**
   * Builds the filters of a rule, in the order in which they act.
   *
   * @param routeAndRule names the rule they are built for
   * @throws IllegalArgumentException when something that one needs is missing; the message says
   *     what
   */
  List<Filter> build(List<FilterConfig> configs, String routeAndRule, FilterSite site);
}
