package dev.apifleet.api.v1alpha1;

import java.util.List;

/** What the statuses of all kinds have in common. */
public sealed interface ObservedStatus
    permits ApiRouteStatus, BackendPoolStatus, GatewayFleetStatus, RateLimitPolicyStatus {
  /** The {@code metadata.generation} that all of the status is about; -1 before the first look. */
  Long observedGeneration();

  /** By type. */
  List<StatusCondition> conditions();
}
