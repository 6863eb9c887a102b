package dev.apifleet.translator;

import dev.apifleet.snapshot.PolicyConfig;
import java.util.Map;
import java.util.Set;

/**
 * What the routes of one fleet can refer to.
 *
 * @param pools those that the fleet can use, {@code namespace/name}
 * @param policies those that the fleet can enforce, by {@code namespace/name}
 * @param identity whether the fleet can find out who asks
 * @param declared all pools and policies that there are, valid or not
 */
record FleetScope(
    Set<String> pools,
    Map<String, PolicyConfig> policies,
    boolean identity,
    Set<ObjectRef> declared) {}
