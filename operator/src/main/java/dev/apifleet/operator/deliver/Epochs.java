package dev.apifleet.operator.deliver;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.GatewayFleetStatus;
import java.util.List;
import java.util.Objects;

/**
 * The epoch of a new leader. Gateways refuse an epoch lower than one they have seen, and a Lease
 * that someone deleted counts from zero again: so no epoch that a fleet's status or its kept
 * snapshot names is reached again either.
 */
final class Epochs {
  private Epochs() {}

  /**
   * @param leaseTransitions of the Lease: by itself already above all that earlier leaders used
   * @param kept the highest epoch among kept snapshots
   */
  static long next(long leaseTransitions, long kept, List<GatewayFleet> fleets) {
    return fleets.stream()
        .map(GatewayFleet::getStatus)
        .filter(Objects::nonNull)
        .map(GatewayFleetStatus::version)
        .filter(Objects::nonNull)
        .mapToLong(label -> epoch(label) + 1)
        .reduce(Math.max(leaseTransitions, kept + 1), Math::max);
  }

  private static long epoch(String label) {
    try {
      return Long.parseLong(label.substring(0, Math.max(0, label.indexOf('.'))));
    } catch (NumberFormatException _) {
      return -1; // not written by us
    }
  }
}
