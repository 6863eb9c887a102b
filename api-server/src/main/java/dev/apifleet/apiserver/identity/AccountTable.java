package dev.apifleet.apiserver.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The statements that change accounts, each in its caller's transaction. */
@ApplicationScoped
class AccountTable {

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
  private static final String REMOVE = "DELETE FROM account WHERE id = :id";

  /** Empty if the address is taken. */
  Uni<Optional<Account>> add(
      Mutiny.Session session, NewAccount wanted, String passwordHash, long from) {
    return session
        .createNativeQuery(ADD, Long.class)
        .setParameter("email", wanted.address())
        .setParameter("name", wanted.name())
        .setParameter("hash", passwordHash)
        .setParameter("tier", wanted.tierOrFree())
        .setParameter("enabled", true)
        .setParameter("from", from)
        .getSingleResultOrNull()
        .chain(
            id ->
                id == null
                    ? Uni.createFrom().item(Optional.empty())
                    : addRoles(session, id, wanted.rolesOrUser()).chain(() -> find(session, id)));
  }

  /** The account of that id or address, which nobody else changes until the transaction ends. */
  Uni<Optional<Account>> lock(Mutiny.Session session, long id, String email) {
    return session
        .createNativeQuery(LOCK, Long.class)
        .setParameter("id", id)
        .setParameter("email", email)
        .getSingleResultOrNull()
        .chain(
            found ->
                found == null ? Uni.createFrom().item(Optional.empty()) : find(session, found));
  }

  Uni<Optional<Account>> find(Mutiny.Session session, long id) {
    return session.find(Account.class, id).map(Optional::ofNullable);
  }

  /** What the account gave out before its revocation is over. */
  Uni<Void> set(
      Mutiny.Session session, Account before, AccountState after, Optional<Revocation> revocation) {
    long tokens = revocation.map(Revocation::before).orElse(before.tokensFrom);
    long sessionsFrom =
        revocation
            .filter(Revocation::endsSessions)
            .map(Revocation::before)
            .orElse(before.sessionsFrom);
    return session
        .createNativeQuery(SET)
        .setParameter("name", after.name())
        .setParameter("tier", after.tier())
        .setParameter("enabled", after.enabled())
        .setParameter("hash", after.passwordHash())
        .setParameter("tokens", tokens)
        .setParameter("sessions", sessionsFrom)
        .setParameter("id", before.id)
        .executeUpdate()
        .chain(() -> setRoles(session, before, after));
  }

  Uni<Void> remove(Mutiny.Session session, long id) {
    return session
        .createNativeQuery(REMOVE)
        .setParameter("id", id)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Void> setRoles(Mutiny.Session session, Account before, AccountState after) {
    return AccountState.of(before).roles().equals(after.roles())
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(DROP_ROLES)
            .setParameter("id", before.id)
            .executeUpdate()
            .chain(() -> addRoles(session, before.id, after.roles()));
  }

  private static Uni<Void> addRoles(Mutiny.Session session, long id, Collection<String> roles) {
    return session
        .createNativeQuery(ADD_ROLES)
        .setParameter("id", id)
        .setParameter("roles", roles)
        .executeUpdate()
        .replaceWithVoid();
  }
}
