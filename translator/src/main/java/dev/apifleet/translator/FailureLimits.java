package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FailureLimit;
import dev.apifleet.snapshot.FilterConfig;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads limits on failed requests. */
final class FailureLimits {
  private static final FailureLimit ALL_DEFAULTS = new FailureLimit(null, null, null);
  private static final List<Integer> UNAUTHORIZED = List.of(401);
  private static final int DEFAULT_FAILURES = 10;
  private static final int MOST_FAILURES = 100_000;

  private FailureLimits() {}

  static FilterConfig.FailureLimit read(FieldPath field, FailureLimit given, Problems problems) {
    FailureLimit limit = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    return new FilterConfig.FailureLimit(
        statuses(field.child("statusCodes"), Items.of(limit.statusCodes()), problems),
        Numbers.read(
            field.child("failures"),
            limit.failures(),
            DEFAULT_FAILURES,
            1,
            MOST_FAILURES,
            problems),
        Durations.read(
            field.child("window"), limit.window(), "1m", Durations.AtLeast.SECOND, problems));
  }

  private static List<Integer> statuses(FieldPath field, List<Integer> given, Problems problems) {
    IntStream.range(0, given.size())
        .filter(i -> given.get(i) == null || given.get(i) < 400 || given.get(i) > 599)
        .forEach(
            i -> problems.invalid(field.item(i), given.get(i), "write a status from 400 to 599"));
    return given.isEmpty()
        ? UNAUTHORIZED
        : given.stream().filter(Objects::nonNull).distinct().sorted().toList();
  }
}
