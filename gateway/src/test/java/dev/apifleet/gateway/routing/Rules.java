package dev.apifleet.gateway.routing;

import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.HeaderEdits;
import dev.apifleet.snapshot.HeaderEdits.Header;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import java.util.List;

/** Short ways to write rules with filters. */
final class Rules {
  private Rules() {}

  static RouteConfig route(RuleConfig... rules) {
    return new RouteConfig("test/edits", 0, List.of(), List.of(rules));
  }

  static RuleConfig rule(PathMatch path, RuleAction action, FilterConfig... filters) {
    return rule(new MatchConfig(path, null, List.of(), List.of()), action, filters);
  }

  static RuleConfig rule(MatchConfig match, RuleAction action, FilterConfig... filters) {
    return new RuleConfig(match.path().value(), List.of(match), List.of(filters), action);
  }

  static PathMatch prefix(String value) {
    return new PathMatch.Prefix(value);
  }

  static PathMatch template(String value) {
    return new PathMatch.Template(value);
  }

  static HeaderEdits set(String name, String value) {
    return new HeaderEdits(List.of(new Header(name, value)), List.of(), List.of());
  }
}
