package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.apikey.KeysOfAccount;
import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Changes accounts, and with them revokes what was given out before: the change and its revocation
 * are one transaction.
 */
@ApplicationScoped
public class AccountChanges {

  private final Database database;
  private final AccountTable table;
  private final Revocations revocations;
  private final Sessions sessions;
  private final KeysOfAccount keys;
  private final Clock clock;

  AccountChanges(
      Database database,
      AccountTable table,
      Revocations revocations,
      Sessions sessions,
      KeysOfAccount keys,
      Clock clock) {
    this.database = database;
    this.table = table;
    this.revocations = revocations;
    this.sessions = sessions;
    this.keys = keys;
    this.clock = clock;
  }

  /** An account after its change, and what the change revokes. */
  private record Changed(Optional<Account> after, Optional<Revocation> revocation) {}

  /** Empty if the address is taken. */
  Uni<Optional<Account>> create(NewAccount wanted, String passwordHash) {
    return database.write(
        session -> table.add(session, wanted, passwordHash, clock.instant().getEpochSecond() + 1));
  }

  /**
   * Changes an account if it is still there, by what {@code change} makes of it while it is locked.
   *
   * @param kept the session that lives on if others end
   */
  Uni<Optional<Account>> change(
      long id, Optional<String> kept, Function<Account, AccountState> change) {
    return run(id, "", kept, change);
  }

  Uni<Void> endSessions(String email) {
    return run(0, email, Optional.empty(), account -> AccountState.of(account).loggedOut())
        .replaceWithVoid();
  }

  /**
   * Deletes an account if it is still there; the answer says whether it was.
   *
   * @param check looks at it while it is locked, and throws what forbids it
   */
  Uni<Boolean> delete(long id, Consumer<Account> check) {
    return database
        .write(
            session ->
                table
                    .lock(session, id, "")
                    .invoke(found -> found.ifPresent(check))
                    .chain(found -> remove(session, found)))
        .call(
            gone ->
                gone.map(made -> revocations.tell(made).chain(done -> keys.tell(made.name())))
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .map(Optional::isPresent);
  }

  private Uni<Optional<Revocation>> remove(Mutiny.Session session, Optional<Account> found) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    Account account = found.get();
    Revocation revocation = revocations.ofSubject(account.email, next(account), true);
    return table
        .remove(session, account.id)
        .chain(done -> keys.revoke(session, account.email))
        .chain(done -> revocations.add(session, revocation))
        .replaceWith(Optional.of(revocation));
  }

  private Uni<Optional<Account>> run(
      long id, String email, Optional<String> kept, Function<Account, AccountState> change) {
    return database
        .write(
            session -> table.lock(session, id, email).chain(found -> store(session, found, change)))
        .call(changed -> told(changed, kept))
        .map(Changed::after);
  }

  private Uni<Changed> store(
      Mutiny.Session session, Optional<Account> found, Function<Account, AccountState> change) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(new Changed(found, Optional.empty()));
    }
    Account account = found.get();
    AccountState before = AccountState.of(account);
    AccountState after = change.apply(account);
    Optional<Revocation> revocation = revocation(account, before, after);
    return table
        .set(session, account, after, revocation)
        .chain(() -> added(session, revocation))
        .chain(() -> keysFollow(session, account.email, before, after))
        .invoke(session::clear)
        .chain(() -> table.find(session, account.id))
        .map(stored -> new Changed(stored, revocation));
  }

  private Uni<Void> added(Mutiny.Session session, Optional<Revocation> revocation) {
    return revocation
        .map(made -> revocations.add(session, made))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> keysFollow(
      Mutiny.Session session, String email, AccountState before, AccountState after) {
    Set<String> taken = after.taken(before);
    if (!after.enabled()) {
      return keys.revoke(session, email);
    }
    return taken.isEmpty() ? Uni.createFrom().voidItem() : keys.take(session, email, taken);
  }

  private Optional<Revocation> revocation(
      Account account, AccountState before, AccountState after) {
    return after.revokes(before)
        ? Optional.of(
            revocations.ofSubject(account.email, next(account), after.endsSessions(before)))
        : Optional.empty();
  }

  private Uni<Void> told(Changed changed, Optional<String> kept) {
    return changed
        .revocation()
        .map(
            made ->
                sessions
                    .keep(made.name(), kept, made.before())
                    .chain(done -> revocations.tell(made))
                    .chain(done -> keys.tell(made.name())))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** After all tokens that are out, and after the start of those that come next. */
  private long next(Account account) {
    return account.tokenStart(clock.instant()) + 1;
  }
}
