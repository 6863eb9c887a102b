package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.route.Router.HostedMatches;
import dev.apifleet.snapshot.Encoded;
import java.util.List;

/**
 * A route ready to serve.
 *
 * @param source what it was compiled from
 * @param dependencies all else that it was compiled with; equal source and dependencies give an
 *     equal route
 * @param faults why parts of it could not be built; those parts refuse their requests
 */
record CompiledRoute(
    Encoded source,
    List<Object> dependencies,
    HostedMatches<Rule> matches,
    RouteMeters meters,
    List<String> faults) {
  boolean isOf(Encoded wanted, List<Object> with) {
    return source.hash().equals(wanted.hash()) && dependencies.equals(with);
  }
}
