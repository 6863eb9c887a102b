package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.NearMisses;
import dev.apifleet.gateway.route.Routable;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Everything that serves requests, built from one snapshot and never changed; a request keeps the
 * one that it began with. The next one shares with it all that has not changed.
 *
 * @param version null before the first snapshot
 * @param resources what is served, where a resource was refused its last good form
 * @param rejected why a resource is not served as it was wanted
 * @param settings what holds for the whole fleet; null before it is known
 * @param site what filters were built with
 * @param pools by name
 * @param routes by name
 */
public record Runtime(
    Version version,
    PSortedMap<ResourceKey, Encoded> resources,
    PSortedMap<ResourceKey, String> rejected,
    FleetSettings settings,
    TrustedProxies trustedProxies,
    FilterSite site,
    PSortedMap<String, Pool> pools,
    PSortedMap<String, CompiledRoute> routes,
    Router<Rule> router) {

  /** Serves nothing. */
  static Runtime empty() {
    return new Runtime(
        null,
        TreePMap.empty(),
        TreePMap.empty(),
        null,
        TrustedProxies.NONE,
        new FilterSite(Map.of(), Map.of(), new Trust(List.of(), null, null), List.of(), 1),
        TreePMap.empty(),
        TreePMap.empty(),
        new Router<>(List.of()));
  }

  /** The ports to open. */
  public List<ListenerConfig> listeners() {
    return Kind.LISTENER.of(resources).values().stream()
        .map(listener -> (ListenerConfig) listener.resource())
        .toList();
  }

  /** All rules, each once, by route and in their order there. */
  public List<Rule> rules() {
    return routes.values().stream()
        .flatMap(route -> route.matches().matches().stream())
        .map(RouteMatch::target)
        .distinct()
        .toList();
  }

  /** What the routes count. */
  public Stream<RouteMeters> meters() {
    return routes.values().stream().map(CompiledRoute::meters);
  }

  /** Which matches fit the request's host and path, and what they lack; for explanations. */
  public List<String> nearMisses(Routable request) {
    return NearMisses.of(routes.values().stream().map(CompiledRoute::matches), request);
  }

  /** The same runtime under another version of equal content. */
  Runtime as(Version other) {
    return new Runtime(
        other, resources, rejected, settings, trustedProxies, site, pools, routes, router);
  }
}
