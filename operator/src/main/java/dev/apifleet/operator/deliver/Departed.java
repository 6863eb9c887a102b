package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the gateways that are connected though their pods are gone. Used by one thread. */
final class Departed {
  /** A pod that is new may be heard before it is seen. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<GatewayId, Instant> unseenSince = new HashMap<>();

  /** Those of the connected ones that have not been among the pods for a while. */
  Set<GatewayId> of(Set<GatewayId> connected, Collection<GatewayPod> pods, Instant now) {
    Set<GatewayId> unseen = new HashSet<>(connected);
    pods.forEach(pod -> unseen.remove(new GatewayId(pod.fleet(), pod.name())));
    unseenSince.keySet().retainAll(unseen);
    unseen.forEach(each -> unseenSince.putIfAbsent(each, now));
    return unseen.stream()
        .filter(each -> !now.isBefore(unseenSince.get(each).plus(PATIENCE)))
        .collect(Collectors.toSet());
  }
}
