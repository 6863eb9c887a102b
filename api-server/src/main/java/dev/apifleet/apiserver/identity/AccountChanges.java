package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.apikey.KeysOfAccount;
import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Changes accounts, and with them revokes what was given out before: the change and its revocation
 * are one transaction.
 */
@ApplicationScoped
public class AccountChanges {

  private static final String LOCK =
      "SELECT id FROM account WHERE id = :id OR email = :email FOR UPDATE";
  private static final String SET =
      "UPDATE account SET name = :name, tier = :tier, enabled = :enabled, password_hash = :hash,"
          + " tokens_from = :tokens, sessions_from = :sessions WHERE id = :id";
  private static final String DROP_ROLES = "DELETE FROM account_role WHERE account_id = :id";
  private static final String ADD_ROLES =
      "INSERT INTO account_role SELECT :id, name FROM role WHERE name IN (:roles)";
  private static final String ADD =
      "INSERT INTO account (email, name, password_hash, tier, enabled, tokens_from, sessions_from)"
          + " VALUES (:email, :name, :hash, :tier, :enabled, :from, :from)"
          + " ON CONFLICT (email) DO NOTHING RETURNING id";

  private final Database database;
  private final Revocations revocations;
  private final Sessions sessions;
  private final KeysOfAccount keys;
  private final Clock clock;

  AccountChanges(
      Database database,
      Revocations revocations,
      Sessions sessions,
      KeysOfAccount keys,
      Clock clock) {
    this.database = database;
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
        session ->
            session
                .createNativeQuery(ADD, Long.class)
                .setParameter("email", wanted.address())
                .setParameter("name", wanted.name())
                .setParameter("hash", passwordHash)
                .setParameter("tier", wanted.tierOrFree())
                .setParameter("enabled", true)
                .setParameter("from", clock.instant().getEpochSecond() + 1)
                .getSingleResultOrNull()
                .chain(
                    id ->
                        id == null
                            ? Uni.createFrom().item(Optional.empty())
                            : addRoles(session, id, wanted.rolesOrUser())
                                .chain(done -> find(session, id))));
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

  Uni<Void> delete(Account account) {
    long from = next(account);
    Revocation revocation = revocations.ofSubject(account.email, from, true);
    return database
        .write(
            session ->
                session
                    .createNativeQuery("DELETE FROM account WHERE id = :id")
                    .setParameter("id", account.id)
                    .executeUpdate()
                    .chain(done -> keys.revoke(session, account.email))
                    .chain(done -> revocations.add(session, revocation)))
        .chain(done -> revocations.tell(revocation))
        .chain(done -> keys.tell(account.email));
  }

  private Uni<Optional<Account>> run(
      long id, String email, Optional<String> kept, Function<Account, AccountState> change) {
    return database
        .write(session -> locked(session, id, email).chain(found -> store(session, found, change)))
        .call(changed -> told(changed, kept))
        .map(Changed::after);
  }

  private Uni<Optional<Account>> locked(Mutiny.Session session, long id, String email) {
    return session
        .createNativeQuery(LOCK, Long.class)
        .setParameter("id", id)
        .setParameter("email", email)
        .getSingleResultOrNull()
        .chain(
            found ->
                found == null ? Uni.createFrom().item(Optional.empty()) : find(session, found));
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
    return set(session, account, after, revocation)
        .chain(
            done ->
                before.roles().equals(after.roles())
                    ? Uni.createFrom().voidItem()
                    : session
                        .createNativeQuery(DROP_ROLES)
                        .setParameter("id", account.id)
                        .executeUpdate()
                        .chain(dropped -> addRoles(session, account.id, after.roles())))
        .chain(
            done ->
                revocation
                    .map(made -> revocations.add(session, made))
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .chain(done -> keysFollow(session, account.email, before, after))
        .invoke(done -> session.clear())
        .chain(done -> find(session, account.id))
        .map(stored -> new Changed(stored, revocation));
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

  private Uni<Void> set(
      Mutiny.Session session,
      Account account,
      AccountState after,
      Optional<Revocation> revocation) {
    long tokens = revocation.map(Revocation::before).orElse(account.tokensFrom);
    long sessionsFrom =
        revocation
            .filter(Revocation::endsSessions)
            .map(Revocation::before)
            .orElse(account.sessionsFrom);
    return session
        .createNativeQuery(SET)
        .setParameter("name", after.name())
        .setParameter("tier", after.tier())
        .setParameter("enabled", after.enabled())
        .setParameter("hash", after.passwordHash())
        .setParameter("tokens", tokens)
        .setParameter("sessions", sessionsFrom)
        .setParameter("id", account.id)
        .executeUpdate()
        .replaceWithVoid();
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

  private static Uni<Void> addRoles(Mutiny.Session session, long id, Collection<String> roles) {
    return session
        .createNativeQuery(ADD_ROLES)
        .setParameter("id", id)
        .setParameter("roles", roles)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Optional<Account>> find(Mutiny.Session session, long id) {
    return session.find(Account.class, id).map(Optional::ofNullable);
  }
}
