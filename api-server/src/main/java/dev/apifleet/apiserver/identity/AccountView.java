package dev.apifleet.apiserver.identity;

import java.util.List;

/** An account as administrators see it. */
public record AccountView(
    long id, String email, String name, List<String> roles, String tier, boolean enabled) {

  static AccountView of(Account account) {
    return new AccountView(
        account.id,
        account.email,
        account.name,
        User.of(account).roles(),
        account.tier,
        account.enabled);
  }
}
