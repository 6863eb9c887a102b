package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.Locale;

/** What a person sends to log in. */
record Credentials(String email, String password) {

  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_PASSWORD = 128;

  /** The same with the e-mail address in its stored form, or a problem that names the field. */
  Credentials checked() {
    require("email", email, LONGEST_EMAIL);
    require("password", password, LONGEST_PASSWORD);
    return new Credentials(email.strip().toLowerCase(Locale.ROOT), password);
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "Credentials[" + email + "]";
  }

  private static void require(String field, String value, int longest) {
    if (value == null || value.isBlank() || value.length() > longest || value.indexOf(0) >= 0) {
      throw new ProblemException(
          Problem.invalid(field, field + " must be a text of 1 to " + longest + " characters."));
    }
  }
}
