package dev.apifleet.apiserver.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an administrator sends to make an account; anything else in the body is not listened to. */
public record NewAccount(
    @NotNull
        @Size(max = Texts.LONGEST_EMAIL)
        @Pattern(regexp = Texts.EMAIL, message = Texts.EMAIL_RULE)
        String email,
    @NotNull
        @Size(min = 1, max = Texts.LONGEST_NAME)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_RULE)
        String name,
    @NotNull
        @Size(min = Texts.SHORTEST_PASSWORD, max = Texts.LONGEST_PASSWORD)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_RULE)
        String password,
    @Schema(nullable = true, defaultValue = "free")
        @Pattern(regexp = Texts.TIER, message = Texts.TIER_RULE)
        String tier,
    @Schema(nullable = true, description = "The role user, if none are given")
        @Size(min = 1, max = Texts.MOST_ROLES)
        List<@NotNull @Pattern(regexp = Texts.ROLE, message = Texts.ROLE_RULE) String> roles) {

  String address() {
    return email.toLowerCase(Locale.ROOT);
  }

  String tierOrFree() {
    return Optional.ofNullable(tier).orElse("free");
  }

  Set<String> rolesOrUser() {
    return roles == null ? Set.of("user") : Set.copyOf(roles);
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "NewAccount[" + email + "]";
  }
}
