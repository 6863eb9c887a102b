package dev.apifleet.snapshot;

import java.util.List;

/**
 * Which requests go where, and what happens to them on the way.
 *
 * @param name {@code namespace/name} of the ApiRoute
 * @param createdAt seconds since the epoch; of two equally specific matches the older route's wins,
 *     then by name
 * @param hostnames lower case, {@code *.} for any label in front; empty for all hosts
 * @param rules in the order of the resource
 */
public record RouteConfig(
    String name, long createdAt, List<String> hostnames, List<RuleConfig> rules)
    implements Resource {
  public RouteConfig {
    hostnames = Lists.copy(hostnames);
    rules = Lists.copy(rules);
  }

  /**
   * One rule of a route.
   *
   * @param name unique within the route
   * @param matches any one of them must match
   * @param filters in the order in which they act
   * @param attached names of policies among the filters that act without being named by the rule
   * @param action what the request meets behind the filters
   */
  public record RuleConfig(
      String name,
      List<MatchConfig> matches,
      List<FilterConfig> filters,
      List<String> attached,
      RuleAction action) {
    public RuleConfig {
      matches = Lists.copy(matches);
      filters = Lists.copy(filters);
      attached = Lists.copy(attached);
    }

    /** A rule that names all of its policies. */
    public RuleConfig(
        String name, List<MatchConfig> matches, List<FilterConfig> filters, RuleAction action) {
      this(name, matches, filters, List.of(), action);
    }
  }
}
