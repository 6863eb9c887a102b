package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.PolicyTargetKind;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.AttachedPolicies.Target;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The world in an order of its own, so that the order in which it was read changes nothing. */
record Inventory(
    Fleets fleets,
    List<ApiRoute> routes,
    List<RateLimitPolicy> policies,
    List<BackendPool> pools,
    Discovery discovery,
    List<SecretDigest> secrets,
    Map<String, Snapshot> previous) {

  static Inventory of(World world) {
    return new Inventory(
        new Fleets(world.operatorNamespace(), sorted(world.fleets())),
        sorted(world.routes()),
        sorted(world.policies()),
        sorted(world.pools()),
        new Discovery(sorted(world.services()), sorted(world.endpointSlices())),
        world.secrets().stream()
            .sorted(Comparator.comparing(SecretDigest::namespace).thenComparing(SecretDigest::name))
            .toList(),
        world.previous());
  }

  LastGood lastGood(ObjectRef fleet) {
    return new LastGood(previous.getOrDefault(fleet.qualifiedName(), Snapshot.empty()));
  }

  /** {@code namespace/name} of all pools. */
  SortedSet<String> poolNames() {
    return pools.stream()
        .map(pool -> ObjectRef.of(pool).qualifiedName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All that a policy can be attached to. */
  Set<Target> targets() {
    return Stream.of(fleets.all(), routes, pools)
        .flatMap(List::stream)
        .map(ObjectRef::of)
        .map(ref -> new Target(PolicyTargetKind.valueOf(ref.kind()), ref.qualifiedName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The fleets that serve a policy's namespace and were never given a valid form of it. */
  List<String> fleetsWithout(ObjectRef policy) {
    return fleets.serving(policy.namespace()).stream()
        .map(ObjectRef::of)
        .filter(fleet -> !lastGood(fleet).has(Kind.POLICY, policy.qualifiedName()))
        .map(ObjectRef::qualifiedName)
        .toList();
  }

  Map<ObjectRef, Long> generations() {
    Map<ObjectRef, Long> generations = new HashMap<>();
    Stream.of(fleets.all(), routes, policies, pools)
        .flatMap(List::stream)
        .forEach(object -> generations.put(ObjectRef.of(object), generation(object)));
    return generations;
  }

  private static long generation(HasMetadata object) {
    Long generation = object.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  /** Objects without a name are none that a cluster holds. */
  private static <T extends HasMetadata> List<T> sorted(List<T> objects) {
    return objects.stream()
        .filter(object -> isNamed(object.getMetadata()))
        .sorted(Comparator.comparing(ObjectRef::of))
        .toList();
  }

  private static boolean isNamed(ObjectMeta metadata) {
    return metadata != null && metadata.getName() != null && metadata.getNamespace() != null;
  }
}
