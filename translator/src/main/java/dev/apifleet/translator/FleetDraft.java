package dev.apifleet.translator;

import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.FleetTranslator.FleetParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One fleet while its snapshot is put together. */
final class FleetDraft {
  private final LastGood lastGood;
  private final FleetParts parts;
  private final Supplies supplies;
  private final FleetScope scope;
  private final List<RouteDraft> routes = new ArrayList<>();

  /** The supplies are those of the namespaces that the fleet serves. */
  FleetDraft(LastGood lastGood, FleetParts parts, Supplies supplies) {
    this.lastGood = lastGood;
    this.parts = parts;
    this.supplies = supplies.orLastGood(lastGood);
    this.scope =
        this.supplies.scope(
            this.supplies.attached(parts.settings().name()),
            parts.cors(),
            parts.identityHeaders(),
            parts.identity());
  }

  FleetScope scope() {
    return scope;
  }

  /** What the fleet was last given of a route. */
  Optional<RouteConfig> last(ObjectRef route) {
    return lastGood.find(Kind.ROUTE, route.qualifiedName(), RouteConfig.class);
  }

  void add(RouteDraft route) {
    routes.add(route);
  }

  /** Serves the last good form of a route that is broken now; false where there is none. */
  boolean revive(RouteDraft broken) {
    return last(broken.ref())
        .flatMap(last -> new LastGoodRoute(scope).revive(broken, last))
        .map(routes::add)
        .isPresent();
  }

  /** What is as it was before keeps its encoded form. */
  Snapshot snapshot(Snapshot before, Findings findings) {
    Stream<Resource> shared = Stream.concat(parts.resources(), supplies.resources());
    Stream<RouteConfig> served = Conflicts.resolve(routes, findings).stream();
    return before.with(Stream.concat(shared, served).toList(), before.resources().keySet());
  }
}
