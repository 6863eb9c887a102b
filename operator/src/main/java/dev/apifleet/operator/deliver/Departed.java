package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the gateways that are connected though their pods, which were seen, are gone. Kubernetes
 * gives no token to a pod that is not, so one that was never seen is merely not labelled as ours.
 * Used by one thread.
 */
final class Departed {
  /** A watch that is opened anew may miss a pod for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<GatewayId, Instant> lastSeen = new HashMap<>();

  /** Those of the connected ones that are no longer among the pods for a while. */
  Set<GatewayId> of(Set<GatewayId> connected, Collection<GatewayPod> pods, Instant now) {
    pods.forEach(pod -> lastSeen.put(GatewayId.of(pod), now));
    lastSeen.keySet().retainAll(connected);
    return lastSeen.entrySet().stream()
        .filter(seen -> !now.isBefore(seen.getValue().plus(PATIENCE)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
