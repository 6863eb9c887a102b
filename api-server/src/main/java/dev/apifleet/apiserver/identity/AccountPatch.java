package dev.apifleet.apiserver.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an administrator changes of an account; what is absent stays. */
public record AccountPatch(
    @Schema(nullable = true)
        @Size(min = 1, max = Texts.LONGEST_NAME)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_RULE)
        String name,
    @Schema(nullable = true) @Pattern(regexp = Texts.TIER, message = Texts.TIER_RULE) String tier,
    @Schema(nullable = true) @Size(min = 1, max = Texts.MOST_ROLES)
        List<@NotNull @Pattern(regexp = Texts.ROLE, message = Texts.ROLE_RULE) String> roles,
    @Schema(nullable = true) Boolean enabled) {

  AccountState of(Account account) {
    AccountState before = AccountState.of(account);
    return new AccountState(
        Optional.ofNullable(name).map(String::strip).orElse(before.name()),
        Optional.ofNullable(tier).orElse(before.tier()),
        Optional.ofNullable(enabled).orElse(before.enabled()),
        before.passwordHash(),
        roles == null ? before.roles() : Set.copyOf(roles),
        false);
  }
}
