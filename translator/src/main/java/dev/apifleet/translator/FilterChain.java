package dev.apifleet.translator;

import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Puts the filters of a rule in the order in which they act: limits that need no identity, then who
 * asks, then the other limits, then the cache. So forged tokens are limited before they cost
 * anything, and no cached answer escapes a limit.
 */
final class FilterChain {
  private static final Set<String> KNOWN_BEFORE = Set.of("anonymous");

  private FilterChain() {}

  /**
   * A token that is presented must be valid everywhere, so each rule authenticates where the fleet
   * has an issuer.
   */
  static List<FilterConfig> of(
      List<PolicyConfig> policies,
      FilterConfig.Authenticate authenticate,
      List<FilterConfig.Cache> cache,
      FleetScope scope) {
    List<FilterConfig> chain = new ArrayList<>(limits(policies, FilterChain::needsNoIdentity));
    if (scope.identity()) {
      chain.add(authenticate);
    }
    chain.addAll(limits(policies, policy -> !needsNoIdentity(policy)));
    chain.addAll(cache);
    return chain;
  }

  private static List<FilterConfig.RateLimit> limits(
      List<PolicyConfig> policies, Predicate<PolicyConfig> wanted) {
    return policies.stream()
        .filter(wanted)
        .map(policy -> new FilterConfig.RateLimit(policy.name()))
        .toList();
  }

  private static boolean needsNoIdentity(PolicyConfig policy) {
    return KNOWN_BEFORE.containsAll(policy.limits().keySet())
        && policy.keyParts().stream().allMatch(FilterChain::needsNoIdentity);
  }

  private static boolean needsNoIdentity(KeyPart part) {
    return switch (part) {
      case KeyPart.Identity _, KeyPart.Claim _ -> false;
      case KeyPart.Ip _, KeyPart.Header _, KeyPart.Route _ -> true;
    };
  }
}
