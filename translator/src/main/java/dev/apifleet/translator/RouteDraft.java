package dev.apifleet.translator;

import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RuleAction;
import java.util.List;

/**
 * A route of one fleet before it is compared with the others.
 *
 * @param accepted whether it has a form worth serving, be it the last good one
 */
record RouteDraft(
    ObjectRef ref,
    boolean accepted,
    long createdAt,
    List<String> hostnames,
    List<RuleDraft> rules) {

  /** A rule; in a route that is done it has at least one match. */
  record RuleDraft(String name, List<MatchDraft> matches, FilterChain chain, RuleAction action) {
    static RuleDraft refused(String name, List<MatchDraft> matches, RuleAction.Refuse refusal) {
      return new RuleDraft(name, matches, FilterChain.NONE, refusal);
    }

    boolean valid() {
      return !(action instanceof RuleAction.Refuse refuse && Refusals.isInvalidRule(refuse));
    }

    RuleDraft with(List<MatchDraft> left) {
      return new RuleDraft(name, left, chain, action);
    }

    RouteConfig.RuleConfig config() {
      return new RouteConfig.RuleConfig(
          name,
          matches.stream().map(MatchDraft::match).toList(),
          chain.filters(),
          chain.attached(),
          action);
    }
  }

  /** A match and where it stands in the resource. */
  record MatchDraft(String field, MatchConfig match) {}

  RouteDraft with(List<RuleDraft> left) {
    return new RouteDraft(ref, accepted, createdAt, hostnames, left);
  }

  RouteConfig config() {
    return new RouteConfig(
        ref.qualifiedName(), createdAt, hostnames, rules.stream().map(RuleDraft::config).toList());
  }
}
