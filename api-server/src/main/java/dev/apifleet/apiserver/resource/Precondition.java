package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which version a client wants to change (RFC 9110, section 13).
 *
 * @param tags the header {@code If-Match}; null where any version will do
 */
public record Precondition(String tags) {

  public static final Precondition NONE = new Precondition(null);

  /** For those who must say what they have read. */
  static Precondition required(String ifMatch) {
    return Optional.ofNullable(ifMatch)
        .map(Precondition::new)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        428, "if-match-required", "Send the ETag that you read as If-Match.")));
  }

  static String tag(int version) {
    return "\"" + version + "\"";
  }

  /** Whether a reader has this version already, who sends {@code If-None-Match}. */
  static boolean holds(String ifNoneMatch, int version) {
    return ifNoneMatch != null && matches(ifNoneMatch.replace("W/\"", "\""), version);
  }

  void check(int version) {
    if (tags != null && !matches(tags, version)) {
      throw new ProblemException(failed());
    }
  }

  /** One who named a version learns that it is no longer the last; others, that they collided. */
  Throwable explained(Throwable failure) {
    boolean overtaken =
        failure instanceof ProblemException known && known.problem().error().equals("conflict");
    return overtaken && tags != null ? new ProblemException(failed(), failure) : failure;
  }

  private static boolean matches(String tags, int version) {
    return Stream.of(tags.split(","))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(tag(version)));
  }

  private static Problem failed() {
    return Problem.of(
        412, "precondition-failed", "It has changed since you read it; read it and try again.");
  }
}
