package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PolicyTargetKind;
import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.translator.AttachedPolicies.Target;
import dev.apifleet.translator.FleetTranslator.FleetParts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the routes of one fleet can refer to.
 *
 * @param pools those that the fleet can use, {@code namespace/name}
 * @param policies those that the fleet can enforce, by {@code namespace/name}, and whether that
 *     needs no identity
 * @param attached the policies that act without being named
 * @param cors for rules without a policy of their own
 * @param identityHeaders names of the headers that tell backends who asks, in lower case
 * @param identity whether the fleet can find out who asks
 * @param declared all pools and policies that there are, valid or not
 */
record FleetScope(
    SortedSet<String> pools,
    SortedMap<String, Boolean> policies,
    AttachedPolicies attached,
    Optional<CorsConfig> cors,
    Set<String> identityHeaders,
    boolean identity,
    Set<ObjectRef> declared) {

  /** What a route can refer to that hangs on no fleet: so that its references are checked. */
  static FleetScope withoutFleet(Supplies supplies) {
    return of(supplies, AttachedPolicies.NONE, Optional.empty(), Set.of(), true);
  }

  static FleetScope of(FleetParts parts, Supplies supplies) {
    return of(
        supplies,
        AttachedPolicies.to(parts.settings().name(), supplies.policies()),
        parts.cors(),
        parts.identityHeaders(),
        parts.identity());
  }

  private static FleetScope of(
      Supplies supplies,
      AttachedPolicies attached,
      Optional<CorsConfig> cors,
      Set<String> identityHeaders,
      boolean identity) {
    SortedSet<String> pools = new TreeSet<>();
    SortedMap<String, Boolean> policies = new TreeMap<>();
    Set<ObjectRef> declared = new HashSet<>();
    for (Supply<PoolParts> pool : supplies.pools()) {
      declared.add(pool.ref());
      pool.served().config().ifPresent(config -> pools.add(config.name()));
    }
    for (Supply<PolicyParts> policy : supplies.policies()) {
      declared.add(policy.ref());
      Optional<PolicyConfig> config = policy.served().config();
      config.ifPresent(it -> policies.put(it.name(), FilterChain.needsNoIdentity(it)));
    }
    return new FleetScope(pools, policies, attached, cors, identityHeaders, identity, declared);
  }

  /** Whether backends may take a header of this name for one that says who asks. */
  boolean tellsWhoAsks(String header) {
    return identityHeaders.stream()
        .anyMatch(name -> HeaderNames.folded(name).equals(HeaderNames.folded(header)));
  }

  /** The policies that act on all rules of the fleet. */
  List<String> attachedToFleet() {
    return attached.to(new Target(PolicyTargetKind.GatewayFleet, attached.fleet()));
  }

  /** Names that routes of a namespace can refer to: as many as a message can use. */
  List<String> usable(String kind, String namespace) {
    String prefix = namespace + "/";
    Set<String> from =
        kind.equals("BackendPool") ? pools.tailSet(prefix) : policies.tailMap(prefix).keySet();
    return from.stream()
        .takeWhile(name -> name.startsWith(prefix))
        .limit(Quoted.MOST_NAMES + 1)
        .map(name -> name.substring(prefix.length()))
        .toList();
  }
}
