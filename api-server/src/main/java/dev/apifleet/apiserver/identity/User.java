package dev.apifleet.apiserver.identity;

import java.util.List;

/** A person as clients see it; {@code role} is the first, most telling one of {@code roles}. */
public record User(String email, String name, String role, List<String> roles, String tier) {

  static User of(Account account) {
    List<String> roles = account.roles == null ? List.of() : List.of(account.roles);
    return new User(
        account.email, account.name, roles.isEmpty() ? "" : roles.getFirst(), roles, account.tier);
  }
}
