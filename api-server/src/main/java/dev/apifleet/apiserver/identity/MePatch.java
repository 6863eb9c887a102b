package dev.apifleet.apiserver.identity;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people change of themselves; what is absent stays. A new password needs the current one. */
public record MePatch(
    @Schema(nullable = true)
        @Size(min = 1, max = Texts.LONGEST_NAME)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_RULE)
        String name,
    @Schema(nullable = true)
        @Size(min = Texts.SHORTEST_PASSWORD, max = Texts.LONGEST_PASSWORD)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_RULE)
        String password,
    @Schema(nullable = true)
        @Size(max = Texts.LONGEST_PASSWORD)
        @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_RULE)
        String currentPassword) {

  /** Keeps the passwords out of logs. */
  @Override
  public String toString() {
    return "MePatch[" + name + "]";
  }
}
