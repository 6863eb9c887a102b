package dev.apifleet.cli.replay;

import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.gateway.route.Router.HostedMatches;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the policies that a gateway would hold a request against. */
final class Rules {
  private final SortedMap<String, PolicyConfig> policies = new TreeMap<>();
  private final Map<String, Target> byName = new HashMap<>();
  private final Router<Target> router;
  private final Target otherwise;

  /**
   * A rule as far as limits matter.
   *
   * @param refuses whether it refuses whatever comes, since something that it needs is missing
   */
  record Target(String routeAndRule, List<Phase> phases, boolean refuses) {}

  /**
   * Policies that a request meets together.
   *
   * @param authenticated whether who asks is known by then
   */
  record Phase(boolean authenticated, List<PolicyConfig> enforced, List<PolicyConfig> shadows) {
    static Phase of(boolean authenticated, List<PolicyConfig> policies) {
      return new Phase(authenticated, in(Mode.ENFORCE, policies), in(Mode.SHADOW, policies));
    }

    private static List<PolicyConfig> in(Mode mode, List<PolicyConfig> policies) {
      return policies.stream().filter(policy -> policy.mode() == mode).toList();
    }
  }

  /**
   * @param policy of requests that match no route, or null for none; where there are no routes, the
   *     only policy
   * @throws IllegalArgumentException where there is no such policy
   */
  Rules(Snapshot snapshot, String policy) {
    only(snapshot, PolicyConfig.class).forEach(one -> policies.put(one.name(), one));
    List<RouteConfig> routes = only(snapshot, RouteConfig.class).toList();
    this.router = new Router<>(routes.stream().map(this::hosted).toList());
    this.otherwise = otherwise(policy, routes.isEmpty());
  }

  private static <T extends Resource> Stream<T> only(Snapshot snapshot, Class<T> type) {
    return snapshot.resources().values().stream()
        .map(Encoded::resource)
        .filter(type::isInstance)
        .map(type::cast);
  }

  private HostedMatches<Target> hosted(RouteConfig route) {
    List<RouteMatch<Target>> matches = new ArrayList<>();
    for (int i = 0; i < route.rules().size(); i++) {
      RuleConfig rule = route.rules().get(i);
      Target target = target(route.name() + "/" + rule.name(), rule);
      byName.put(target.routeAndRule(), target);
      int index = i;
      rule.matches().stream()
          .map(m -> RouteMatch.of(m, route.createdAt(), route.name(), index, target))
          .forEach(matches::add);
    }
    return new HostedMatches<>(route.hostnames(), matches);
  }

  private Target target(String name, RuleConfig rule) {
    List<PolicyConfig> before = new ArrayList<>();
    List<PolicyConfig> after = new ArrayList<>();
    List<PolicyConfig> current = before;
    for (FilterConfig filter : rule.filters()) {
      switch (filter) {
        case FilterConfig.RateLimit(String policy) -> current.add(policies.get(policy));
        case FilterConfig.Authenticate _ -> current = after;
        default -> {}
      }
    }
    return new Target(
        name,
        List.of(Phase.of(false, before), Phase.of(true, after)),
        rule.action() instanceof RuleAction.Refuse);
  }

  private Target otherwise(String name, boolean alone) {
    if (name == null) {
      return alone && policies.size() == 1 ? held(policies.firstEntry().getValue()) : null;
    }
    PolicyConfig policy = policies.get(name.contains("/") ? name : "default/" + name);
    if (policy == null) {
      throw new IllegalArgumentException(
          "--policy: found \"" + name + "\"; write one of " + policies.keySet());
    }
    return held(policy);
  }

  private static Target held(PolicyConfig policy) {
    return new Target("", List.of(Phase.of(true, List.of(policy))), false);
  }

  /** The rule that serves the request, or null. */
  Target find(Logged request) {
    Target named = byName.get(request.line().route() + "/" + request.line().rule());
    if (named != null) {
      return named;
    }
    RouteMatch<Target> match = request.path() == null ? null : router.find(request);
    return match == null ? otherwise : match.target();
  }

  /** All policies, by name. */
  SortedMap<String, PolicyConfig> policies() {
    return policies;
  }
}
