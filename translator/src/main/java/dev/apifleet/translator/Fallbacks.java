package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteFallback;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.RuleAction;
import java.util.Objects;

/** Reads what a client gets when no backend can answer. */
final class Fallbacks {
  private static final RouteFallback ALL_DEFAULTS = new RouteFallback(null, null);

  private Fallbacks() {}

  /** Null where there is nothing but the problem; only a rule that caches has stale answers. */
  static RuleAction.Fallback read(FieldPath field, RouteRule rule, Problems problems) {
    RouteFallback fallback = Objects.requireNonNullElse(rule.fallback(), ALL_DEFAULTS);
    boolean stale = rule.cache() != null && !Boolean.FALSE.equals(fallback.stale());
    RuleAction.Respond response =
        fallback.response() == null
            ? null
            : DirectResponses.read(field.child("response"), fallback.response(), problems);
    return stale || response != null ? new RuleAction.Fallback(stale, response) : null;
  }
}
