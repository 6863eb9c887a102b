package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteRetry;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads when a request is tried again. */
final class Retries {
  private static final int MOST_ATTEMPTS = 10;
  private static final List<Integer> DEFAULT_CODES = List.of(502, 503, 504);
  private static final RouteRetry ALL_DEFAULTS = new RouteRetry(null, null, null, null);

  private Retries() {}

  static RuleAction.Retry read(FieldPath field, RouteRetry given, Problems problems) {
    RouteRetry retry = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    int attempts =
        Numbers.read(field.child("attempts"), retry.attempts(), 2, 0, MOST_ATTEMPTS, problems);
    List<Integer> codes = codes(field.child("codes"), retry.codes(), problems);
    FieldPath most = field.child("maxBackoff");
    long backOff = duration(field.child("backoff"), retry.backoff(), "25ms", problems);
    long maxBackOff = duration(most, retry.maxBackoff(), "250ms", problems);
    if (maxBackOff < backOff) {
      problems.invalid(
          most, retry.maxBackoff(), "write at least what backoff says (the default is 250ms)");
    }
    return new RuleAction.Retry(attempts, codes, backOff, maxBackOff);
  }

  private static List<Integer> codes(FieldPath field, List<Integer> given, Problems problems) {
    List<Integer> codes = Objects.requireNonNullElse(given, DEFAULT_CODES);
    return IntStream.range(0, codes.size())
        .mapToObj(i -> Numbers.read(field.item(i), codes.get(i), 0, 400, 599, problems))
        .distinct()
        .sorted()
        .toList();
  }

  private static long duration(FieldPath field, String text, String fallback, Problems problems) {
    return Durations.read(field, text, fallback, AtLeast.MILLISECOND, problems);
  }
}
