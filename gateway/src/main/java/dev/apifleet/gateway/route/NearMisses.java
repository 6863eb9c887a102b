package dev.apifleet.gateway.route;

import dev.apifleet.gateway.route.Router.HostedMatches;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of a request that nothing matches which matches fit its host and path, and what they lack.
 */
public final class NearMisses {
  private static final int MOST = 10;

  private NearMisses() {}

  /** At most ten of them, in words. */
  public static <T> List<String> of(Stream<HostedMatches<T>> routes, Routable request) {
    return routes
        .flatMap(route -> route.matches().stream().flatMap(m -> of(route, m, request).stream()))
        .limit(MOST)
        .toList();
  }

  private static <T> Optional<String> of(
      HostedMatches<T> route, RouteMatch<T> match, Routable request) {
    HostedMatches<T> alone = new HostedMatches<>(route.hostnames(), List.of(match.withPathAlone()));
    return new Router<>(List.of(alone)).find(request) == null
        ? Optional.empty()
        : Optional.of(match.route() + ": " + match.unmet(request));
  }
}
