package dev.apifleet.translator;

import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import dev.apifleet.snapshot.FilterConfig.RateLimit;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.RuleAction.Forward;
import dev.apifleet.snapshot.RuleAction.Refuse;
import dev.apifleet.snapshot.RuleAction.WeightedPool;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import dev.apifleet.translator.RouteDraft.RuleDraft;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes up the last good form of a route again; what it refers to is looked up anew. */
record LastGoodRoute(RouteScope scope) {

  /** Empty where no rule of the form was ever valid. */
  Optional<RouteDraft> revive(RouteDraft broken, RouteConfig last) {
    List<RuleDraft> rules = last.rules().stream().map(this::rule).toList();
    return rules.stream().anyMatch(RuleDraft::valid)
        ? Optional.of(
            new RouteDraft(broken.ref(), true, broken.createdAt(), last.hostnames(), rules))
        : Optional.empty();
  }

  /**
   * The last good form of one rule. Empty where it was never valid, and where sound rules serve
   * some of its requests: then the name has become another rule's.
   */
  Optional<RuleDraft> revive(String name, RouteConfig last, Set<MatchConfig> served) {
    return last.rules().stream()
        .filter(rule -> rule.name().equals(name))
        .filter(rule -> Collections.disjoint(rule.matches(), served))
        .map(this::rule)
        .filter(RuleDraft::valid)
        .findFirst();
  }

  private RuleDraft rule(RuleConfig rule) {
    String field = "rule " + Quoted.of(rule.name()) + " of the last good form";
    List<MatchDraft> matches =
        rule.matches().stream().map(match -> new MatchDraft(field, match)).toList();
    return refusal(rule)
        .map(refusal -> RuleDraft.refused(rule.name(), matches, refusal))
        .orElseGet(() -> draft(rule, matches));
  }

  private RuleDraft draft(RuleConfig rule, List<MatchDraft> matches) {
    RuleAction action = action(rule.action());
    return new RuleDraft(rule.name(), matches, chain(rule, action), action);
  }

  private Optional<Refuse> refusal(RuleConfig rule) {
    if (named(rule).anyMatch(this::lacksPolicy)) {
      return Optional.of(Refusals.policyNotFound());
    }
    return Protections.needsIdentity(authenticate(rule)) && !scope.identity()
        ? Optional.of(Refusals.noIdentityProvider())
        : Optional.empty();
  }

  private boolean lacksPolicy(FilterConfig filter) {
    return filter instanceof RateLimit limit && !scope.hasPolicy(limit.policy());
  }

  private boolean lacksPool(FilterConfig filter) {
    return filter instanceof FilterConfig.Mirror mirror && !scope.hasPool(mirror.pool());
  }

  private FilterChain chain(RuleConfig rule, RuleAction action) {
    if (action instanceof Refuse) {
      return new FilterChain(named(rule).toList(), List.of());
    }
    List<FilterConfig> others =
        named(rule)
            .filter(filter -> !(filter instanceof Authenticate))
            .filter(filter -> !lacksPool(filter))
            .toList();
    return Protections.chain(others, scope.attached(action), authenticate(rule), scope);
  }

  /** What is attached may have changed since, so it is looked up anew. */
  private static Stream<FilterConfig> named(RuleConfig rule) {
    return rule.filters().stream()
        .filter(
            filter ->
                !(filter instanceof RateLimit limit && rule.attached().contains(limit.policy())));
  }

  private static Authenticate authenticate(RuleConfig rule) {
    return only(rule, Authenticate.class).findFirst().orElse(Protections.ANYBODY);
  }

  private static <T extends FilterConfig> Stream<T> only(RuleConfig rule, Class<T> type) {
    return rule.filters().stream().filter(type::isInstance).map(type::cast);
  }

  private RuleAction action(RuleAction action) {
    return switch (action) {
      case Refuse refuse -> refuse;
      case RuleAction.Redirect redirect -> redirect;
      case RuleAction.Respond respond -> respond;
      case Forward forward ->
          new Forward(
              forward.backends().stream().map(this::backend).toList(),
              forward.timeouts(),
              forward.retry(),
              forward.hedge(),
              forward.priority(),
              forward.maxBodyBytes(),
              forward.fallback());
    };
  }

  private WeightedPool backend(WeightedPool backend) {
    return backend.pool() != null && scope.hasPool(backend.pool())
        ? backend
        : new WeightedPool(null, backend.weight());
  }
}
