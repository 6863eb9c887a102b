package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.access.Permissions;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;

/**
 * The accounts as administrators change them. Nobody can give, or touch an account that has, roles
 * with permissions that they do not have; and nobody can lock themselves out.
 */
@ApplicationScoped
public class Administration {

  private final Accounts accounts;
  private final AccountChanges changes;
  private final Permissions permissions;
  private final PasswordCheck passwords;

  Administration(
      Accounts accounts, AccountChanges changes, Permissions permissions, PasswordCheck passwords) {
    this.accounts = accounts;
    this.changes = changes;
    this.permissions = permissions;
    this.passwords = passwords;
  }

  Uni<AccountPage> list(long after, int limit) {
    return accounts.after(after, limit + 1).map(rows -> AccountPage.of(rows, limit));
  }

  Uni<AccountView> get(long id) {
    return accounts.byId(id).map(found -> present(found, id)).map(AccountView::of);
  }

  Uni<AccountView> create(Caller caller, NewAccount wanted) {
    checkRoles(caller, wanted.rolesOrUser());
    return passwords
        .hash(wanted.password())
        .chain(hash -> changes.create(wanted, hash))
        .map(made -> made.orElseThrow(Administration::taken))
        .map(AccountView::of);
  }

  Uni<AccountView> update(Caller caller, long id, AccountPatch patch) {
    return changes
        .change(id, Optional.empty(), account -> allowed(caller, account, patch.of(account)))
        .map(found -> present(found, id))
        .map(AccountView::of);
  }

  Uni<Void> delete(Caller caller, long id) {
    return changes
        .delete(id, account -> checkDeletion(caller, account))
        .invoke(
            deleted -> {
              if (!deleted) {
                throw notFound(id);
              }
            })
        .replaceWithVoid();
  }

  private void checkDeletion(Caller caller, Account account) {
    checkReach(caller, account);
    checkOther(caller, account, "delete");
  }

  private AccountState allowed(Caller caller, Account account, AccountState after) {
    checkReach(caller, account);
    checkRoles(caller, after.roles());
    if (!after.enabled()) {
      checkOther(caller, account, "disable");
    }
    return after;
  }

  private void checkReach(Caller caller, Account account) {
    checkHeld(caller, User.of(account).roles(), "This account has permissions that you lack.");
  }

  private void checkRoles(Caller caller, Collection<String> roles) {
    roles.stream()
        .filter(role -> !permissions.isRole(role))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new ProblemException(
                  Problem.unprocessable("roles", "There is no role " + unknown + "."));
            });
    checkHeld(caller, roles, "These roles have permissions that you lack.");
  }

  private void checkHeld(Caller caller, Collection<String> roles, String otherwise) {
    boolean held = permissions.of(roles).map(caller.permissions()::containsAll).orElse(false);
    if (!held) {
      throw new ProblemException(Problem.of(403, "beyond-your-permissions", otherwise));
    }
  }

  private static void checkOther(Caller caller, Account account, String what) {
    if (account.email.equals(caller.subject())) {
      throw new ProblemException(
          Problem.of(403, "your-own-account", "You cannot " + what + " your own account."));
    }
  }

  private static Account present(Optional<Account> found, long id) {
    return found.orElseThrow(() -> notFound(id));
  }

  private static ProblemException notFound(long id) {
    return new ProblemException(Problem.of(404, "not-found", "There is no account " + id + "."));
  }

  private static ProblemException taken() {
    return new ProblemException(
        Problem.of(409, "email-taken", "Another account has this e-mail address."));
  }
}
