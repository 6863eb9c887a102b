package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pcollections.PSortedMap;

/** Builds the routes of a snapshot, and takes over those that would come out the same. */
final class RouteBuilder {
  private final FilterBuilder filters;
  private final PSortedMap<String, CompiledRoute> old;
  private final Map<String, Pool> pools;
  private final FilterSite site;

  RouteBuilder(
      FilterBuilder filters,
      PSortedMap<String, CompiledRoute> old,
      Map<String, Pool> pools,
      FilterSite site) {
    this.filters = filters;
    this.old = old;
    this.pools = pools;
    this.site = site;
  }

  PSortedMap<String, CompiledRoute> build(LastGood resources) {
    return resources.build(
        Kind.ROUTE,
        old,
        (key, source) -> {
          CompiledRoute route = compile(source);
          if (!route.faults().isEmpty()) {
            String reason = String.join("; ", route.faults());
            CompiledRoute last = lastGood(key, source, resources);
            if (last != null) {
              throw new IllegalArgumentException(reason);
            }
            resources.reject(key, reason);
          }
          return route;
        });
  }

  /** The form that serves now, if it is another and has no faults. */
  private CompiledRoute lastGood(ResourceKey key, Encoded source, LastGood resources) {
    Encoded before = resources.before(key);
    if (before == null || before.hash().equals(source.hash())) {
      return null;
    }
    CompiledRoute last = compile(before);
    return last.faults().isEmpty() ? last : null;
  }

  private CompiledRoute compile(Encoded source) {
    RouteConfig config = (RouteConfig) source.resource();
    List<Object> dependencies = dependencies(config);
    CompiledRoute known = old.get(config.name());
    if (known != null && known.isOf(source, dependencies)) {
      return known;
    }
    RouteMeters meters = known == null ? new RouteMeters(config.name()) : known.meters();
    return new RouteCompiler(filters, config, site, pools, meters).compile(source, dependencies);
  }

  private List<Object> dependencies(RouteConfig config) {
    List<Object> dependencies = new ArrayList<>();
    dependencies.add(site.trust());
    for (RuleConfig rule : config.rules()) {
      for (FilterConfig filter : rule.filters()) {
        switch (filter) {
          case FilterConfig.RateLimit(String policy) -> {
            dependencies.add(Objects.requireNonNullElse(site.policies().get(policy), policy));
            dependencies.add(site.gateways());
          }
          case FilterConfig.Mirror mirror -> addPool(mirror.pool(), dependencies);
          default -> {}
        }
      }
      if (rule.action() instanceof RuleAction.Forward forward) {
        forward.backends().forEach(backend -> addPool(backend.pool(), dependencies));
      }
    }
    return dependencies;
  }

  private void addPool(String name, List<Object> dependencies) {
    Pool pool = name == null ? null : pools.get(name);
    dependencies.add(Objects.requireNonNullElse(pool, "none"));
  }
}
