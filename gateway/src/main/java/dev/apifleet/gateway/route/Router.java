package dev.apifleet.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what serves a request by Gateway API's precedence: most specific host name first, then
 * path, then the rest. Immutable.
 */
public final class Router<T> {
  private static final String ANY = "";

  /** By exact name, by {@code .suffix} for wildcards, by the empty name for all hosts. */
  private final Map<String, PathTable<T>> hosts = new HashMap<>();

  private final boolean namesHosts;

  /** One route's matches under its host names; no host name means all hosts. */
  public record HostedMatches<T>(List<String> hostnames, List<RouteMatch<T>> matches) {}

  public Router(Iterable<HostedMatches<T>> routes) {
    Map<String, List<RouteMatch<T>>> byHost = new HashMap<>();
    for (HostedMatches<T> route : routes) {
      List<String> names = route.hostnames().isEmpty() ? List.of(ANY) : route.hostnames();
      for (String name : names) {
        byHost.computeIfAbsent(key(name), _ -> new ArrayList<>()).addAll(route.matches());
      }
    }
    byHost.forEach((host, matches) -> hosts.put(host, new PathTable<>(matches)));
    namesHosts = byHost.keySet().stream().anyMatch(host -> !host.equals(ANY));
  }

  private static String key(String hostname) {
    return hostname.startsWith("*.") ? hostname.substring(1) : hostname;
  }

  /** The match that serves the request, or null. */
  public RouteMatch<T> find(Routable request) {
    RouteMatch<T> found = namesHosts ? findByHost(request, request.host()) : null;
    return found == null ? findIn(ANY, request) : found;
  }

  private RouteMatch<T> findByHost(Routable request, String host) {
    RouteMatch<T> found = findIn(host, request);
    for (int dot = host.indexOf('.', 1);
        found == null && dot > 0;
        dot = host.indexOf('.', dot + 1)) {
      found = findIn(host.substring(dot), request);
    }
    return found;
  }

  private RouteMatch<T> findIn(String host, Routable request) {
    PathTable<T> table = hosts.get(host);
    return table == null ? null : table.find(request);
  }
}
