package dev.apifleet.operator.deliver;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;

/** Asks Kubernetes whose token this is. */
@FunctionalInterface
public interface TokenReviewer {
  /** Blocks; throws when Kubernetes does not answer. */
  TokenReviewStatus review(String token);
}
