package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;

/** What a client may set of a resource; anything else in the body is not listened to. */
public record ResourceDraft(String name, String description) {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DESCRIPTION = 1000;

  static final ResourceDraft EMPTY = new ResourceDraft(null, null);

  /** The same with surrounding blanks off and no nulls, or a problem that names the field. */
  ResourceDraft checked() {
    return new ResourceDraft(
        text("name", name, 1, LONGEST_NAME),
        text("description", description, 0, LONGEST_DESCRIPTION));
  }

  private static String text(String field, String value, int shortest, int longest) {
    String text = value == null ? "" : value.strip();
    if (text.length() < shortest || text.length() > longest) {
      String found = value == null ? "it is missing" : "it has " + text.length();
      throw invalid(field, "must have " + shortest + " to " + longest + " characters; " + found);
    }
    // PostgreSQL cannot store this one character in a text.
    if (text.indexOf(0) >= 0) {
      throw invalid(field, "must not contain the character U+0000");
    }
    return text;
  }

  private static ProblemException invalid(String field, String rule) {
    return new ProblemException(Problem.invalid(field, field + " " + rule + "."));
  }
}
