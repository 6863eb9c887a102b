package dev.apifleet.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what is wrong with a spec, of which its user is told, from what goes wrong at the moment,
 * which is tried again.
 */
final class Refusals {
  private static final int CONFLICT = 409;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final Set<Integer> PASSING = Set.of(CONFLICT, TIMEOUT, TOO_MANY);

  private Refusals() {}

  /** What to tell the user; empty for what may go well the next time. */
  static Optional<String> message(RuntimeException problem) {
    return switch (problem) {
      case KubernetesClientException e when isRefusal(e.getCode()) ->
          Optional.of("Kubernetes refused what the spec asks for: " + reason(e));
      case IllegalArgumentException e ->
          Optional.of("the spec asks for what can not be built: " + e.getMessage());
      default -> Optional.empty();
    };
  }

  private static boolean isRefusal(int code) {
    return code / 100 == 4 && !PASSING.contains(code);
  }

  private static String reason(KubernetesClientException e) {
    return e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
  }
}
