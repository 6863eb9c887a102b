package dev.apifleet.operator.autoscale;

import dev.apifleet.translator.ObjectRef;

/** Whether a pool or a fleet may scale its target. */
sealed interface Claim {
  record Granted() implements Claim {}

  /** A HorizontalPodAutoscaler scales it already. */
  record HeldByHpa(String hpa) implements Claim {}

  /** An older one scales it already. */
  record HeldByOther(ObjectRef other) implements Claim {}
}
