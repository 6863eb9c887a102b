package dev.apifleet.api.v1alpha1;

/** What a policy can be attached to. */
public enum PolicyTargetKind {
  /** Every rule of a route. */
  ApiRoute,
  /** Every rule that can forward to a pool. */
  BackendPool,
  /** Every rule of every route on a fleet. */
  GatewayFleet
}
