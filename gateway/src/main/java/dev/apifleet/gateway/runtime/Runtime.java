package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Members;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.NearMisses;
import dev.apifleet.gateway.route.Routable;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that serves requests, built from one snapshot and never changed; a request keeps the
 * one that it began with.
 *
 * @param version null before the first snapshot
 * @param resources what is served, where a resource was refused its last good form
 * @param settings what holds for the whole fleet; null before it is known
 * @param pools by name
 * @param members who is in each pool from this runtime's start on
 */
public record Runtime(
    Version version,
    SortedMap<ResourceKey, Encoded> resources,
    FleetSettings settings,
    TrustedProxies trustedProxies,
    Map<String, Pool> pools,
    Map<Pool, Members> members,
    Map<String, CompiledRoute> routes,
    Router<Rule> router) {

  /** Serves nothing. */
  static Runtime empty() {
    return new Runtime(
        null,
        new TreeMap<>(),
        null,
        TrustedProxies.NONE,
        Map.of(),
        Map.of(),
        Map.of(),
        new Router<>(List.of()));
  }

  /** The ports to open. */
  public List<ListenerConfig> listeners() {
    return resources.values().stream()
        .map(Encoded::resource)
        .filter(ListenerConfig.class::isInstance)
        .map(ListenerConfig.class::cast)
        .sorted(Comparator.comparing(ListenerConfig::name))
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

  /** Which matches fit the request's host and path, and what they lack; for explanations. */
  public List<String> nearMisses(Routable request) {
    return NearMisses.of(routes.values().stream().map(CompiledRoute::matches), request);
  }

  /** The same runtime under another version of equal content. */
  public Runtime as(Version other) {
    return new Runtime(other, resources, settings, trustedProxies, pools, members, routes, router);
  }
}
