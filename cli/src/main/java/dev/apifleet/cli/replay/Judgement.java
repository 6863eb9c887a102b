package dev.apifleet.cli.replay;

import dev.apifleet.gateway.limit.RejectedKey;
import dev.apifleet.gateway.limit.TierLimit;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import java.util.List;

/** What policies make of one request. */
sealed interface Judgement {
  /** No rule and no policy is for it. */
  record Unmatched() implements Judgement {}

  /** Its rule refuses whatever comes, since something that the rule needs is missing. */
  record Refused(String routeAndRule) implements Judgement {}

  /** It was held against these, maybe none. */
  record Held(String tier, List<Outcome> outcomes) implements Judgement {
    boolean isLimited() {
      return outcomes.stream().anyMatch(outcome -> outcome.policy().mode() == Mode.ENFORCE);
    }
  }

  /**
   * What one policy says.
   *
   * @param exceeded the limit that the request is over, and of several the one that it would have
   *     to wait for longest; null where it is within all
   * @param key who was rejected, where someone was
   * @param delayMillis so long it would wait for its turn
   */
  record Outcome(PolicyConfig policy, TierLimit exceeded, RejectedKey key, long delayMillis) {
    boolean isRejection() {
      return exceeded != null;
    }
  }

  /** The first rejection that acts, or null. */
  default Outcome rejection() {
    return switch (this) {
      case Unmatched _, Refused _ -> null;
      case Held held ->
          held.outcomes().stream()
              .filter(one -> one.isRejection() && one.policy().mode() == Mode.ENFORCE)
              .findFirst()
              .orElse(null);
    };
  }
}
