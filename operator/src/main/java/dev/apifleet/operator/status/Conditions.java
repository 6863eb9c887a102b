package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes conditions of findings: the one place where status conditions come from. */
public final class Conditions {
  private static final int MAX_MESSAGE_BYTES = 1024;

  private Conditions() {}

  /**
   * One condition per type that was found, by type.
   *
   * @param old what is there now, or null; the time of the last flip is kept from it
   */
  public static List<StatusCondition> merge(
      List<StatusCondition> old, List<Finding> findings, long generation, Instant now) {
    List<StatusCondition> before = old == null ? List.of() : old;
    return findings.stream()
        .collect(Collectors.groupingBy(Finding::type, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(ofType -> condition(before, decisive(ofType), generation, now))
        .toList();
  }

  /** Of several findings those that decide; a false one does, but for PartiallyInvalid. */
  private static List<Finding> decisive(List<Finding> ofType) {
    boolean deciding = ofType.getFirst().type().equals("PartiallyInvalid");
    List<Finding> found = ofType.stream().filter(f -> f.status() == deciding).toList();
    return found.isEmpty() ? ofType : found;
  }

  private static StatusCondition condition(
      List<StatusCondition> before, List<Finding> findings, long generation, Instant now) {
    Finding first = findings.getFirst();
    String status = first.status() ? "True" : "False";
    String message =
        findings.stream().map(Finding::message).distinct().collect(Collectors.joining("; "));
    String since =
        before.stream()
            .filter(old -> first.type().equals(old.type()) && status.equals(old.status()))
            .map(StatusCondition::lastTransitionTime)
            .filter(time -> time != null)
            .findFirst()
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new StatusCondition(
        first.type(), status, first.reason(), cut(message), since, generation);
  }

  private static String cut(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_MESSAGE_BYTES) {
      return message;
    }
    int end = MAX_MESSAGE_BYTES - "…".getBytes(StandardCharsets.UTF_8).length;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--; // not within a character
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + "…";
  }
}
