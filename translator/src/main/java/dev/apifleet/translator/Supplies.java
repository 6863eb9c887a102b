package dev.apifleet.translator;

import dev.apifleet.snapshot.CorsConfig;
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
 * @param policies by object
 * @param pools by object
 */
record Supplies(SortedMap<ObjectRef, PolicyParts> policies, SortedMap<ObjectRef, PoolParts> pools) {

  /** Those of some namespaces. */
  Supplies in(Predicate<String> namespaces) {
    return new Supplies(filter(policies, namespaces), filter(pools, namespaces));
  }

  Supplies orLastGood(LastGood lastGood) {
    SortedMap<ObjectRef, PolicyParts> goodPolicies = new TreeMap<>(policies);
    goodPolicies.replaceAll((ref, policy) -> policy.orLastGood(ref.qualifiedName(), lastGood));
    SortedMap<ObjectRef, PoolParts> goodPools = new TreeMap<>(pools);
    goodPools.replaceAll((ref, pool) -> pool.orLastGood(ref.qualifiedName(), lastGood));
    return new Supplies(goodPolicies, goodPools);
  }

  /** What routes can refer to, with what holds for all of the fleet. */
  FleetScope scope(
      AttachedPolicies attached,
      Optional<CorsConfig> cors,
      Set<String> identityHeaders,
      boolean identity) {
    return new FleetScope(
        pools.entrySet().stream()
            .filter(pool -> pool.getValue().usable())
            .map(pool -> pool.getKey().qualifiedName())
            .collect(Collectors.toUnmodifiableSet()),
        configs().collect(Collectors.toUnmodifiableMap(PolicyConfig::name, policy -> policy)),
        attached,
        cors,
        identityHeaders,
        identity,
        Stream.concat(pools.keySet().stream(), policies.keySet().stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  Stream<Resource> resources() {
    return Stream.concat(configs(), pools.values().stream().flatMap(PoolParts::resources));
  }

  /** Which policies that can be enforced act on a fleet's rules without being named by them. */
  AttachedPolicies attached(String fleet) {
    return AttachedPolicies.to(fleet, policies.values());
  }

  private Stream<PolicyConfig> configs() {
    return policies.values().stream().map(PolicyParts::config).flatMap(Optional::stream);
  }

  private static <T> SortedMap<ObjectRef, T> filter(
      SortedMap<ObjectRef, T> objects, Predicate<String> namespaces) {
    return objects.entrySet().stream()
        .filter(entry -> namespaces.test(entry.getKey().namespace()))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
  }
}
