package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.PolicyTargetKind;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;

/** The world in an order of its own, so that the order in which it was read changes nothing. */
record Inventory(
    Fleets fleets,
    Shelf<ApiRoute> routes,
    Shelf<RateLimitPolicy> policies,
    Shelf<BackendPool> pools,
    Shelf<Service> services,
    Slices slices,
    Shelf<SecretDigest> secrets,
    Map<String, Snapshot> previous) {
  static final Inventory EMPTY =
      new Inventory(
          new Fleets("", Shelf.empty()),
          Shelf.empty(),
          Shelf.empty(),
          Shelf.empty(),
          Shelf.empty(),
          Slices.NONE,
          new Shelf<>(List.of(), Shelf.SECRETS),
          Map.of());

  /** The world of now; what it has in common with this one is not sorted anew. */
  Inventory of(World world) {
    return new Inventory(
        new Fleets(world.operatorNamespace(), fleets.shelf().holding(world.fleets())),
        routes.holding(world.routes()),
        policies.holding(world.policies()),
        pools.holding(world.pools()),
        services.holding(world.services()),
        slices.holding(world.endpointSlices()),
        secrets.holding(world.secrets()),
        world.previous());
  }

  /** Whether something else can be attached to by policies. */
  boolean hasOtherTargets(Inventory before) {
    return fleets.shelf() != before.fleets.shelf()
        || routes != before.routes
        || pools != before.pools;
  }

  /** Whether pools may find something else. */
  boolean hasOtherSources(Inventory before) {
    return pools != before.pools
        || services != before.services
        || slices != before.slices
        || secrets != before.secrets;
  }

  /** What policies of a kind's target can be attached to. */
  Shelf<?> targets(PolicyTargetKind kind) {
    return switch (kind) {
      case GatewayFleet -> fleets.shelf();
      case ApiRoute -> routes;
      case BackendPool -> pools;
    };
  }

  /** What a fleet was last given. */
  LastGood lastGood(ObjectRef fleet) {
    return new LastGood(previous.getOrDefault(fleet.qualifiedName(), Snapshot.empty()));
  }

  /** The fleets that serve a policy's namespace and were never given a valid form of it. */
  List<String> fleetsWithout(ObjectRef policy) {
    return fleets.serving(policy.namespace()).stream()
        .filter(fleet -> !lastGood(fleet).has(Kind.POLICY, policy.qualifiedName()))
        .map(ObjectRef::qualifiedName)
        .toList();
  }
}
