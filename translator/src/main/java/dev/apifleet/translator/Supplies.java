package dev.apifleet.translator;

import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What routes draw upon.
 *
 * @param policies by object; empty where a policy is not valid
 * @param pools by object
 */
record Supplies(
    SortedMap<ObjectRef, Optional<PolicyConfig>> policies, SortedMap<ObjectRef, PoolParts> pools) {

  /** Those of some namespaces. */
  Supplies in(Predicate<String> namespaces) {
    return new Supplies(filter(policies, namespaces), filter(pools, namespaces));
  }

  Supplies orLastGood(LastGood lastGood) {
    SortedMap<ObjectRef, Optional<PolicyConfig>> goodPolicies = new TreeMap<>(policies);
    goodPolicies.replaceAll(
        (ref, policy) ->
            policy.or(() -> lastGood.find(Kind.POLICY, ref.qualifiedName(), PolicyConfig.class)));
    SortedMap<ObjectRef, PoolParts> goodPools = new TreeMap<>(pools);
    goodPools.replaceAll((ref, pool) -> pool.orLastGood(ref.qualifiedName(), lastGood));
    return new Supplies(goodPolicies, goodPools);
  }

  /** What routes can refer to, with what holds for all of the fleet. */
  FleetScope scope(Optional<CorsConfig> cors, Set<String> identityHeaders, boolean identity) {
    return new FleetScope(
        pools.entrySet().stream()
            .filter(pool -> pool.getValue().usable())
            .map(pool -> pool.getKey().qualifiedName())
            .collect(Collectors.toUnmodifiableSet()),
        policies.values().stream()
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableMap(PolicyConfig::name, policy -> policy)),
        cors,
        identityHeaders,
        identity,
        Stream.concat(pools.keySet().stream(), policies.keySet().stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  Stream<Resource> resources() {
    return Stream.concat(
        policies.values().stream().flatMap(Optional::stream),
        pools.values().stream().flatMap(PoolParts::resources));
  }

  private static <T> SortedMap<ObjectRef, T> filter(
      SortedMap<ObjectRef, T> objects, Predicate<String> namespaces) {
    return objects.entrySet().stream()
        .filter(entry -> namespaces.test(entry.getKey().namespace()))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
  }
}
