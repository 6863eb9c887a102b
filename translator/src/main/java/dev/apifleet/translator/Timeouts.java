package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteTimeouts;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.Objects;

/** Reads how long the requests of a rule may take; 0s is no limit, as in Gateway API. */
final class Timeouts {
  private static final RouteTimeouts ALL_DEFAULTS = new RouteTimeouts(null, null, null);

  private Timeouts() {}

  static RuleAction.Timeouts read(FieldPath field, RouteTimeouts given, Problems problems) {
    RouteTimeouts timeouts = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    FieldPath perTryField = field.child("backendRequest");
    long request = duration(field.child("request"), timeouts.request(), "30s", problems);
    long perTry = duration(perTryField, timeouts.backendRequest(), "0s", problems);
    long idle = duration(field.child("idle"), timeouts.idle(), "5m", problems);
    if (request > 0 && perTry > request) {
      problems.invalid(
          perTryField,
          timeouts.backendRequest(),
          "one try cannot take longer than the request; write at most what request says, or raise"
              + " that");
    }
    return new RuleAction.Timeouts(request, perTry, idle);
  }

  private static long duration(FieldPath field, String text, String fallback, Problems problems) {
    return Durations.read(field, text, fallback, AtLeast.NOTHING, problems);
  }
}
