package dev.apifleet.translator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings about one object, in the order in which they were made. */
final class Findings {
  static final String ACCEPTED = "Accepted";
  static final String RESOLVED_REFS = "ResolvedRefs";
  static final String PARTIALLY_INVALID = "PartiallyInvalid";
  static final String CONFLICTED = "Conflicted";

  private static final int MOST_PER_OBJECT = 64;
  private static final int LONGEST_MESSAGE = 600;

  private final List<Finding> all;

  /** How many were not kept, by the finding that stands for them. */
  private final Map<Finding, Integer> more = new LinkedHashMap<>();

  Findings() {
    this(List.of());
  }

  /** Goes on from these. */
  Findings(List<Finding> known) {
    this.all = new ArrayList<>(known);
  }

  /** Each problem means that the condition does not hold. */
  void refute(ObjectRef object, String type, Problems problems) {
    problems.all().forEach(problem -> add(object, type, false, problem));
  }

  /** Parts of the object are left out, the rest of it is served. */
  void partly(ObjectRef object, Problems problems) {
    problems.all().forEach(problem -> add(object, PARTIALLY_INVALID, true, problem));
  }

  /** The condition holds, unless a finding says otherwise. */
  void holds(ObjectRef object, String type, String message) {
    if (all.stream().noneMatch(finding -> finding.type().equals(type))) {
      add(object, type, true, new Problems.Problem(type, message));
    }
  }

  /** Of very many the rest is counted: {@code 3 more}. */
  List<Finding> all() {
    List<Finding> kept = new ArrayList<>(all);
    more.forEach(
        (f, count) ->
            kept.add(new Finding(f.object(), f.type(), f.status(), f.reason(), count + " more")));
    return List.copyOf(kept);
  }

  private void add(ObjectRef object, String type, boolean status, Problems.Problem problem) {
    boolean first = all.stream().noneMatch(finding -> finding.type().equals(type));
    if (first || all.size() < MOST_PER_OBJECT) {
      all.add(new Finding(object, type, status, problem.reason(), clip(problem.message())));
    } else {
      more.merge(new Finding(object, type, status, problem.reason(), ""), 1, Integer::sum);
    }
  }

  private static String clip(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "...";
  }
}
