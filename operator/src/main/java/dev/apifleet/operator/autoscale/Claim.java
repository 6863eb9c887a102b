package dev.apifleet.operator.autoscale;

/** Whether a pool may scale its target. */
sealed interface Claim {
  record Granted() implements Claim {}

  /** A HorizontalPodAutoscaler scales it already. */
  record HeldByHpa(String hpa) implements Claim {}

  /** An older pool scales it already. */
  record HeldByPool(String pool) implements Claim {}
}
