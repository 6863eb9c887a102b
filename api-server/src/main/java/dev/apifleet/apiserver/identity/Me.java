package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What people see and change of their own account. */
@ApplicationScoped
public class Me {

  private final Accounts accounts;
  private final AccountChanges changes;
  private final PasswordCheck passwords;

  Me(Accounts accounts, AccountChanges changes, PasswordCheck passwords) {
    this.accounts = accounts;
    this.changes = changes;
    this.passwords = passwords;
  }

  Uni<User> read(String subject) {
    return account(subject).map(User::of);
  }

  /**
   * A new password ends all sessions but that which asks; that one renews its token.
   *
   * @param session the one that asks
   */
  Uni<User> change(String subject, MePatch patch, Optional<String> session) {
    return account(subject)
        .call(account -> checkCurrent(account, patch))
        .chain(account -> newHash(account, patch).chain(h -> store(account, patch, h, session)))
        .map(User::of);
  }

  private Uni<Account> account(String subject) {
    return accounts
        .byEmail(subject)
        .map(found -> found.filter(account -> account.enabled).orElseThrow(Me::gone));
  }

  private Uni<Void> checkCurrent(Account account, MePatch patch) {
    if (patch.password() == null) {
      return Uni.createFrom().voidItem();
    }
    if (patch.currentPassword() == null) {
      throw new ProblemException(
          Problem.unprocessable(
              "currentPassword", "A new password needs the current one beside it."));
    }
    return passwords
        .matches(patch.currentPassword(), Optional.of(account))
        .invoke(
            matches -> {
              if (!matches) {
                throw new ProblemException(
                    Problem.of(403, "wrong-password", "currentPassword is not the current one."));
              }
            })
        .replaceWithVoid();
  }

  private Uni<String> newHash(Account account, MePatch patch) {
    return patch.password() == null
        ? Uni.createFrom().item(account.passwordHash)
        : passwords.hash(patch.password());
  }

  private Uni<Account> store(Account seen, MePatch patch, String hash, Optional<String> session) {
    return changes
        .change(seen.id, session, account -> changed(seen, account, patch, hash))
        .map(found -> found.orElseThrow(Me::gone));
  }

  private static AccountState changed(Account seen, Account now, MePatch patch, String hash) {
    if (patch.password() != null && !now.passwordHash.equals(seen.passwordHash)) {
      throw new ProblemException(
          Problem.of(409, "conflict", "The password was changed meanwhile; log in again."));
    }
    AccountState state = AccountState.of(now);
    AccountState named = patch.name() == null ? state : state.named(patch.name().strip());
    return patch.password() == null ? named : named.withPassword(hash);
  }

  private static ProblemException gone() {
    return new ProblemException(
        Problem.of(401, "account-gone", "The account of this token no longer exists."));
  }
}
