package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.json.Rfc3339;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client may set of an API key; anything else in the body is not listened to.
 *
 * @param subject whose key it is; the caller's where it is left out
 * @param tier free where it is left out
 * @param roles none where they are left out
 * @param scopes what the gateways' rules may ask for; none where they are left out
 * @param expiresAt never where it is left out
 */
public record ApiKeyDraft(
    @NotNull @Size(min = 1, max = 100) @Pattern(regexp = ApiKeyDraft.LINE) String name,
    @Schema(nullable = true) @Size(min = 1, max = 254) @Pattern(regexp = ApiKeyDraft.LINE)
        String subject,
    @Schema(nullable = true) Tier tier,
    @Schema(nullable = true) @Size(max = 32)
        List<@NotNull @Pattern(regexp = ApiKeyDraft.WORD) String> roles,
    @Schema(nullable = true) @Size(max = 50)
        List<@NotNull @Pattern(regexp = ApiKeyDraft.WORD) String> scopes,
    @Schema(nullable = true, format = "date-time", examples = "2031-12-31T00:00:00Z")
        String expiresAt) {

  /** No control characters, and not blanks alone. */
  static final String LINE =
      "^[^\\u0000-\\u001F\\u007F]*[^\\u0000-\\u0020\\u007F][^\\u0000-\\u001F\\u007F]*$";

  /** Redis and the gateways write them in a row, with commas or spaces between. */
  static final String WORD = "^[A-Za-z0-9._:/-]{1,64}$";

  /** With what was left out, or a problem that names the field. */
  Terms terms(String caller, Instant now) {
    return new Terms(
        whole("name", name),
        whole("subject", Objects.requireNonNullElse(subject, caller)),
        Objects.requireNonNullElse(tier, Tier.FREE),
        distinct(roles),
        distinct(scopes),
        expiresAt == null ? null : expiry(now));
  }

  /** JSON cannot write half of a surrogate pair; patterns of other languages cannot name it. */
  private static String whole(String field, String text) {
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw new ProblemException(
          Problem.invalid(field, field + " must not contain half a surrogate pair."));
    }
    return text;
  }

  private Instant expiry(Instant now) {
    Instant expiry =
        Rfc3339.parse(expiresAt)
            .map(end -> end.truncatedTo(ChronoUnit.SECONDS))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.invalid("expiresAt", "expiresAt must be a time of RFC 3339.")));
    if (!expiry.isAfter(now)) {
      // No schema can say so: it is the clock that the request is in conflict with.
      throw new ProblemException(
          new Problem(
              "about:blank", "Conflict", 409, "expiresAt is past.", "past-expiresAt", "expiresAt"));
    }
    return expiry;
  }

  private static List<String> distinct(List<String> words) {
    return words == null ? List.of() : words.stream().distinct().toList();
  }
}
