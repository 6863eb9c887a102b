package dev.apifleet.apiserver.identity;

import java.util.Set;
import java.util.stream.Collectors;

/** What of an account can change; {@code ended} says that its sessions are to end. */
record AccountState(
    String name,
    String tier,
    boolean enabled,
    String passwordHash,
    Set<String> roles,
    boolean ended) {

  static AccountState of(Account account) {
    return new AccountState(
        account.name,
        account.tier,
        account.enabled,
        account.passwordHash,
        Set.copyOf(User.of(account).roles()),
        false);
  }

  AccountState loggedOut() {
    return new AccountState(name, tier, enabled, passwordHash, roles, true);
  }

  AccountState named(String other) {
    return new AccountState(other, tier, enabled, passwordHash, roles, ended);
  }

  AccountState withPassword(String hash) {
    return new AccountState(name, tier, enabled, hash, roles, ended);
  }

  /** Whether what was given out before is not true any more. */
  boolean revokes(AccountState before) {
    return endsSessions(before) || !tier.equals(before.tier) || !roles.equals(before.roles);
  }

  /** Whether one must log in again. */
  boolean endsSessions(AccountState before) {
    return ended || !passwordHash.equals(before.passwordHash) || enabled != before.enabled;
  }

  /** The roles that it has no longer. */
  Set<String> taken(AccountState before) {
    return before.roles().stream()
        .filter(role -> !roles.contains(role))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Keeps the hash out of logs. */
  @Override
  public String toString() {
    return "AccountState[" + name + "]";
  }
}
