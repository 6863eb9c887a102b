package dev.apifleet.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what serves a request by Gateway API's precedence: most specific host name first, then
 * path, then the rest. Immutable; one with other routes shares with it what has not changed.
 */
public final class Router<T> {
  private static final String ANY = "";

  /** By exact name, by {@code .suffix} for wildcards. */
  private final SegmentTable<PathTable<T>> hosts;

  private final PathTable<T> anyHost;

  /** One route's matches under its host names; no host name means all hosts. */
  public record HostedMatches<T>(List<String> hostnames, List<RouteMatch<T>> matches) {
    private List<String> keys() {
      return hostnames.isEmpty() ? List.of(ANY) : hostnames.stream().map(Router::key).toList();
    }
  }

  private Router(SegmentTable<PathTable<T>> hosts, PathTable<T> anyHost) {
    this.hosts = hosts;
    this.anyHost = anyHost;
  }

  /** Builds the whole at once. */
  public Router(Iterable<HostedMatches<T>> routes) {
    Map<String, List<RouteMatch<T>>> byHost = new HashMap<>();
    for (HostedMatches<T> route : routes) {
      for (String key : route.keys()) {
        byHost.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(route.matches());
      }
    }
    List<RouteMatch<T>> any = byHost.remove(ANY);
    Map<String, PathTable<T>> tables = new HashMap<>();
    byHost.forEach((host, matches) -> tables.put(host, PathTable.of(matches)));
    hosts = new SegmentTable<>(tables);
    anyHost = PathTable.of(any == null ? List.of() : any);
  }

  /** The same with one more route. */
  public Router<T> with(HostedMatches<T> route) {
    Router<T> router = this;
    for (RouteMatch<T> match : route.matches()) {
      router = router.edited(route, match, ranked -> ranked.with(match));
    }
    return router;
  }

  /** The same without a route that it has. */
  public Router<T> without(HostedMatches<T> route) {
    Router<T> router = this;
    for (RouteMatch<T> match : route.matches()) {
      router = router.edited(route, match, ranked -> ranked.without(match));
    }
    return router;
  }

  private Router<T> edited(HostedMatches<T> route, RouteMatch<T> match, Ranked.Edit<T> edit) {
    Router<T> router = this;
    for (String key : route.keys()) {
      router =
          key.equals(ANY)
              ? new Router<>(router.hosts, router.anyHost.edited(match, edit))
              : new Router<>(router.editedHosts(key, match, edit), router.anyHost);
    }
    return router;
  }

  private SegmentTable<PathTable<T>> editedHosts(
      String key, RouteMatch<T> match, Ranked.Edit<T> edit) {
    PathTable<T> known = hosts.get(key);
    PathTable<T> edited = (known == null ? PathTable.<T>of(List.of()) : known).edited(match, edit);
    return hosts.with(key, edited.isEmpty() ? null : edited);
  }

  private static String key(String hostname) {
    return hostname.startsWith("*.") ? hostname.substring(1) : hostname;
  }

  /** The match that serves the request, or null. */
  public RouteMatch<T> find(Routable request) {
    RouteMatch<T> found = hosts.isEmpty() ? null : findByHost(request, request.host());
    return found == null ? anyHost.find(request) : found;
  }

  private RouteMatch<T> findByHost(Routable request, String host) {
    RouteMatch<T> found = findIn(hosts.get(host), request);
    for (int dot = host.indexOf('.', 1);
        found == null && dot > 0;
        dot = host.indexOf('.', dot + 1)) {
      found = findIn(hosts.get(host, dot, host.length()), request);
    }
    return found;
  }

  private RouteMatch<T> findIn(PathTable<T> table, Routable request) {
    return table == null ? null : table.find(request);
  }
}
