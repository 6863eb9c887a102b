package dev.apifleet.translator;

import dev.apifleet.snapshot.RouteConfig;
import java.util.Optional;

/**
 * What is left of a route on one fleet after it was compared with the others.
 *
 * @param draft what was compared
 * @param config empty where nothing is left of it
 * @param lost what others have
 */
record Outcome(RouteDraft draft, Optional<RouteConfig> config, Problems lost) {
  static Outcome of(RouteDraft draft, RouteDraft left, Problems lost) {
    return new Outcome(
        draft, left.rules().isEmpty() ? Optional.empty() : Optional.of(left.config()), lost);
  }

  void report(Findings findings) {
    if (config.isEmpty()) {
      findings.refute(draft.ref(), Findings.ACCEPTED, lost);
    } else {
      findings.partly(draft.ref(), lost);
    }
  }
}
