package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Which resources a list holds; what is null says nothing.
 *
 * @param name how the name begins
 * @param q words of name and description, as people type them into a search: {@code -word}, {@code
 *     "two words"}, {@code or}
 * @param owner the subject of whom they belong to
 * @param createdAfter exclusive
 * @param createdBefore exclusive
 */
public record ResourceFilter(
    String name,
    String q,
    String owner,
    ResourceStatus status,
    Instant createdAfter,
    Instant createdBefore) {

  public static final ResourceFilter NONE = new ResourceFilter(null, null, null, null, null, null);

  private static final int LONGEST = 100;

  /** The same with surrounding blanks off, or a problem that names the field. */
  public ResourceFilter checked() {
    return new ResourceFilter(
        text("name", name),
        text("q", q),
        text("owner", owner),
        status,
        bounded("createdAfter", createdAfter),
        bounded("createdBefore", createdBefore));
  }

  private static String text(String field, String value) {
    return value == null ? null : Text.checked(field, value, 1, LONGEST);
  }

  private static Instant bounded(String field, Instant time) {
    int year = time == null ? 1 : time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9998) {
      throw new ProblemException(
          Problem.invalid(field, field + " must be of the years 1 to 9998."));
    }
    return time;
  }
}
