package dev.apifleet.gateway.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.PatternSyntaxException;
import dev.apifleet.gateway.edit.Redirection;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.route.Router.HostedMatches;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles one route. A rule whose filters cannot be built refuses its requests, since it must
 * never serve without them, and since leaving it out would hand them to a less specific rule.
 */
final class RouteCompiler {
  /** As long as any rule has them. */
  private static final Cache<Alone, Action.Forward> ALONE =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  private final FilterBuilder filters;
  private final RouteConfig route;
  private final FilterSite site;
  private final Map<String, Pool> pools;
  private final RouteMeters meters;
  private final List<String> faults = new ArrayList<>();

  RouteCompiler(
      FilterBuilder filters,
      RouteConfig route,
      FilterSite site,
      Map<String, Pool> pools,
      RouteMeters meters) {
    this.filters = filters;
    this.route = route;
    this.site = site;
    this.pools = pools;
    this.meters = meters;
  }

  CompiledRoute compile(Encoded source, List<Object> dependencies) {
    List<RouteMatch<Rule>> matches = new ArrayList<>();
    for (int i = 0; i < route.rules().size(); i++) {
      RuleConfig config = route.rules().get(i);
      Rule rule = rule(config);
      for (MatchConfig match : config.matches()) {
        addMatch(matches, config, match, i, rule);
      }
    }
    HostedMatches<Rule> hosted = new HostedMatches<>(route.hostnames(), matches);
    return new CompiledRoute(source, dependencies, hosted, meters, List.copyOf(faults));
  }

  private void addMatch(
      List<RouteMatch<Rule>> matches, RuleConfig config, MatchConfig match, int index, Rule rule) {
    try {
      matches.add(RouteMatch.of(match, route.createdAt(), route.name(), index, rule));
    } catch (PatternSyntaxException | IllegalArgumentException | NullPointerException e) {
      faults.add("rule " + config.name() + ": match " + match + ": " + e.getMessage());
    }
  }

  private Rule rule(RuleConfig config) {
    String routeAndRule = route.name() + "/" + config.name();
    try {
      List<Filter> built = filters.build(config.filters(), routeAndRule, site);
      return new Rule(route.name(), config.name(), built, action(config.action()), meters);
    } catch (RuntimeException e) {
      faults.add("rule " + config.name() + ": " + e.getMessage());
      Problem problem =
          new Problem(
              500,
              "rule_not_built",
              "The rule could not be built",
              "Rule " + routeAndRule + " is refused by this gateway: " + e.getMessage());
      return new Rule(route.name(), config.name(), List.of(), new Action.Refuse(problem), meters);
    }
  }

  private Action action(RuleAction action) {
    return switch (action) {
      case RuleAction.Redirect redirect -> new Action.Redirect(Redirection.of(redirect));
      case RuleAction.Respond respond -> new Action.Respond(respond);
      case RuleAction.Refuse(int status, String error, String detail) ->
          new Action.Refuse(new Problem(status, error, "The rule is not complete", detail));
      case RuleAction.Forward forward -> forward(forward);
    };
  }

  /** Where requests take turns between pools, each rule counts its own. */
  private Action.Forward forward(RuleAction.Forward how) {
    List<WeightedPools.Weighted> pools = how.backends().stream().map(this::weighted).toList();
    return pools.size() > 1
        ? new Action.Forward(new WeightedPools(pools), how)
        : ALONE.get(new Alone(pools, how), Alone::forward);
  }

  private WeightedPools.Weighted weighted(RuleAction.WeightedPool backend) {
    Optional<Pool> pool =
        backend.pool() == null ? Optional.empty() : Optional.ofNullable(pools.get(backend.pool()));
    return new WeightedPools.Weighted(pool, backend.weight());
  }

  /** Forwards all to one pool: the same for many rules, so that they share what it looks at. */
  private record Alone(List<WeightedPools.Weighted> pools, RuleAction.Forward how) {
    Action.Forward forward() {
      return new Action.Forward(new WeightedPools(pools), how);
    }
  }
}
