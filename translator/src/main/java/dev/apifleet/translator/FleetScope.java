package dev.apifleet.translator;

import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the routes of one fleet can refer to.
 *
 * @param pools those that the fleet can use, {@code namespace/name}
 * @param policies those that the fleet can enforce, by {@code namespace/name}
 * @param attached the policies that act without being named
 * @param cors for rules without a policy of their own
 * @param identityHeaders names of the headers that tell backends who asks, in lower case
 * @param identity whether the fleet can find out who asks
 * @param declared all pools and policies that there are, valid or not
 */
record FleetScope(
    Set<String> pools,
    Map<String, PolicyConfig> policies,
    AttachedPolicies attached,
    Optional<CorsConfig> cors,
    Set<String> identityHeaders,
    boolean identity,
    Set<ObjectRef> declared) {

  /** Whether backends may take a header of this name for one that says who asks. */
  boolean tellsWhoAsks(String header) {
    return identityHeaders.stream()
        .anyMatch(name -> HeaderNames.folded(name).equals(HeaderNames.folded(header)));
  }
}
