package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.regex.Pattern;

/** What texts of clients may hold; the API's description states the same patterns. */
final class Text {

  /** PostgreSQL cannot store this character. */
  static final String ANY = "^[^\\u0000]*$";

  /** One character at least is neither blank nor control, so that it is not empty when stripped. */
  static final String VISIBLE =
      "^[^\\u0000]*"
          + "[^\\u0000-\\u0020\\u007F-\\u00A0\\u1680\\u180E\\u2000-\\u200F\\u2028-\\u202F"
          + "\\u205F-\\u206F\\u3000\\uFEFF]"
          + "[^\\u0000]*$";

  private static final Pattern READABLE = Pattern.compile(VISIBLE);

  /** JSON cannot write half of a surrogate pair; patterns of other languages cannot name it. */
  private static final Pattern STORABLE = Pattern.compile("[^\\u0000\\p{Cs}]*");

  private Text() {}

  /** The text without surrounding blanks, or a problem that names the field. */
  static String checked(String field, String value, int shortest, int longest) {
    String text = value == null ? "" : value;
    int length = text.codePointCount(0, text.length());
    if (length < shortest || length > longest) {
      String found = value == null ? "it is missing" : "it has " + length;
      throw invalid(field, "must have " + shortest + " to " + longest + " characters; " + found);
    }
    if (!STORABLE.matcher(text).matches()) {
      throw invalid(field, "must not contain the character U+0000 or half a surrogate pair");
    }
    if (shortest > 0 && !READABLE.matcher(text).matches()) {
      throw invalid(field, "must contain a visible character");
    }
    return text.strip();
  }

  private static ProblemException invalid(String field, String rule) {
    return new ProblemException(Problem.invalid(field, field + " " + rule + "."));
  }
}
