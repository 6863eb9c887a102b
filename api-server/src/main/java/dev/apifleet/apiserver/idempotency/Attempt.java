package dev.apifleet.apiserver.idempotency;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.regex.Pattern;

/**
 * One try of a request that its caller may repeat.
 *
 * @param key the header {@code Idempotency-Key}; null where none was sent
 * @param path where it was sent, without the query
 * @param body what was asked, as this server understood it
 */
public record Attempt(Caller caller, String key, String path, Object body) {

  /** The header of draft-ietf-httpapi-idempotency-key-header. */
  public static final String HEADER = "Idempotency-Key";

  /** The draft's quoted string, or the same without quotes, as most clients send it. */
  public static final String PATTERN = "^(\"[!#-\\[\\]-~]{1,128}\"|[!#-\\[\\]-~]{1,128})$";

  private static final Pattern SHAPE = Pattern.compile(PATTERN);

  public Attempt {
    if (key != null) {
      key = checked(key);
      if (caller.subject() == null) {
        throw new ProblemException(
            Problem.of(401, "token-required", "Idempotency-Key is for those who are logged in."));
      }
    }
  }

  private static String checked(String key) {
    if (!SHAPE.matcher(key).matches()) {
      throw invalid();
    }
    return key.startsWith("\"") ? key.substring(1, key.length() - 1) : key;
  }

  static ProblemException invalid() {
    String rule = HEADER + " must have 1 to 128 visible ASCII characters without blanks.";
    return new ProblemException(
        new Problem("about:blank", "Bad Request", 400, rule, "invalid-idempotency-key", HEADER));
  }
}
