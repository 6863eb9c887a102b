package dev.apifleet.apiserver.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a person sends to log in; {@code kind} says whether the bearer is to be opaque. */
public record Credentials(
    @NotNull @Size(min = 1, max = 254) @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_RULE)
        String email,
    @NotNull @Size(min = 1, max = 128) @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_RULE)
        String password,
    @Schema(nullable = true, defaultValue = "token")
        @Pattern(regexp = "^(token|session)$", message = "must be token or session")
        String kind) {

  /** The e-mail address in its stored form. */
  String address() {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  SessionKind wantedKind() {
    return kind == null ? SessionKind.TOKEN : SessionKind.of(kind);
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "Credentials[" + email + "]";
  }
}
