package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.Locale;
import java.util.stream.Stream;

/** How far a resource has come. */
public enum ResourceStatus {
  DRAFT,
  ACTIVE,
  ARCHIVED;

  /** For where null may stand too, which a list of words would forbid. */
  static final String PATTERN = "^(draft|active|archived)$";

  static ResourceStatus parse(String word) {
    return Stream.of(values())
        .filter(status -> status.word().equals(word))
        .findFirst()
        .orElseThrow(ResourceStatus::unknown);
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.invalid("status", "status must be draft, active or archived."));
  }
}
