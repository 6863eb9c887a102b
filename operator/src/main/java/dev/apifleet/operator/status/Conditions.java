package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes conditions of findings: the one place where status conditions come from. */
public final class Conditions {
  private static final Set<String> BAD_WHEN_TRUE = Set.of("PartiallyInvalid", "Stalled");

  private Conditions() {}

  /**
   * One condition per type that was found, and whether the object is ready, by type.
   *
   * @param old what is there now, or null; the time of the last flip is kept from it
   */
  public static List<StatusCondition> of(
      List<StatusCondition> old, List<Finding> findings, long generation, Instant now) {
    List<StatusCondition> found = merge(old, findings, generation, now);
    List<StatusCondition> all = new ArrayList<>(found);
    all.addAll(merge(old, Readiness.of(findings.getFirst().object(), found), generation, now));
    all.sort(Comparator.comparing(StatusCondition::type));
    return List.copyOf(all);
  }

  static List<StatusCondition> merge(
      List<StatusCondition> old, List<Finding> findings, long generation, Instant now) {
    List<StatusCondition> before = old == null ? List.of() : old;
    return findings.stream()
        .collect(Collectors.groupingBy(Finding::type, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(ofType -> condition(before, decisive(ofType), generation, now))
        .toList();
  }

  /** Whether a condition of this type tells something bad when it is True. */
  static boolean isBadWhenTrue(String type) {
    return BAD_WHEN_TRUE.contains(type);
  }

  /** Of several findings those that decide: the bad ones, if there are any. */
  private static List<Finding> decisive(List<Finding> ofType) {
    boolean bad = isBadWhenTrue(ofType.getFirst().type());
    List<Finding> found = ofType.stream().filter(f -> f.status() == bad).toList();
    return found.isEmpty() ? ofType : found;
  }

  private static StatusCondition condition(
      List<StatusCondition> before, List<Finding> findings, long generation, Instant now) {
    Finding first = findings.getFirst();
    String status = first.status() ? "True" : "False";
    String message = Messages.of(findings.stream().map(Finding::message).toList());
    String since =
        before.stream()
            .filter(old -> first.type().equals(old.type()) && status.equals(old.status()))
            .map(StatusCondition::lastTransitionTime)
            .filter(time -> time != null)
            .findFirst()
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new StatusCondition(first.type(), status, first.reason(), message, since, generation);
  }
}
