package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.LimitAlgorithm;
import dev.apifleet.api.v1alpha1.LimitMode;
import dev.apifleet.api.v1alpha1.LimitPrecision;
import dev.apifleet.api.v1alpha1.StoreFailurePolicy;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;

/** Reads the fields of a policy that name one of a few ways; null for the default one. */
final class PolicyChoices {
  private PolicyChoices() {}

  static Algorithm algorithm(LimitAlgorithm algorithm) {
    return switch (algorithm) {
      case FixedWindow -> Algorithm.FIXED_WINDOW;
      case SlidingLog -> Algorithm.SLIDING_LOG;
      case SlidingCounter -> Algorithm.SLIDING_COUNTER;
      case TokenBucket -> Algorithm.TOKEN_BUCKET;
      case LeakyBucket -> Algorithm.LEAKY_BUCKET;
      case null -> Algorithm.SLIDING_COUNTER;
    };
  }

  static Precision precision(LimitPrecision precision) {
    return switch (precision) {
      case Auto -> Precision.AUTO;
      case Exact -> Precision.EXACT;
      case Leased -> Precision.LEASED;
      case null -> Precision.AUTO;
    };
  }

  static StoreFailure storeFailure(StoreFailurePolicy policy) {
    return switch (policy) {
      case Local -> StoreFailure.LOCAL;
      case Open -> StoreFailure.OPEN;
      case Closed -> StoreFailure.CLOSED;
      case null -> StoreFailure.LOCAL;
    };
  }

  static Mode mode(LimitMode mode) {
    return switch (mode) {
      case Enforce -> Mode.ENFORCE;
      case Shadow -> Mode.SHADOW;
      case null -> Mode.ENFORCE;
    };
  }
}
