package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The API keys in an account's name, which follow it: they end with it, and lose the roles that are
 * taken from it. Whoever could log in no more would otherwise go on by a key.
 */
@ApplicationScoped
public class KeysOfAccount {

  private static final String REVOKE =
      "UPDATE api_key SET revoked_at = :now, mirror_due = :now, version = version + 1"
          + " WHERE subject = :subject AND revoked_at IS NULL";
  private static final String TAKE =
      "UPDATE api_key SET mirror_due = :now, version = version + 1,"
          + " roles = array(SELECT kept FROM unnest(roles) AS kept WHERE kept NOT IN (:roles))"
          + " WHERE subject = :subject AND revoked_at IS NULL"
          + " AND roles && string_to_array(:taken, ',')";
  private static final String DUE =
      "from api_key where subject = :subject and mirrorDue <= :now order by id";

  /** Of more, those who watch over Redis' memory write the rest. */
  private static final int AT_ONCE = 100;

  private final Database database;
  private final ApiKeyMirror mirror;
  private final Clock clock;

  KeysOfAccount(Database database, ApiKeyMirror mirror, Clock clock) {
    this.database = database;
    this.mirror = mirror;
    this.clock = clock;
  }

  /** Call it with the session of the transaction that ends the account. */
  public Uni<Void> revoke(Mutiny.Session session, String subject) {
    return session
        .createNativeQuery(REVOKE)
        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
        .setParameter("subject", subject)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Call it with the session of the transaction that takes roles from the account. */
  public Uni<Void> take(Mutiny.Session session, String subject, Collection<String> roles) {
    return session
        .createNativeQuery(TAKE)
        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
        .setParameter("subject", subject)
        .setParameter("roles", roles)
        .setParameter("taken", String.join(",", roles))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Tells instances and gateways, once that transaction is committed; never fails. */
  public Uni<Void> tell(String subject) {
    return database
        .read(session -> due(session, subject))
        .chain(this::write)
        .onFailure()
        .recoverWithNull();
  }

  private Uni<List<ApiKey>> due(Mutiny.Session session, String subject) {
    return session
        .createSelectionQuery(DUE, ApiKey.class)
        .setParameter("subject", subject)
        .setParameter("now", clock.instant())
        .setMaxResults(AT_ONCE)
        .getResultList();
  }

  private Uni<Void> write(List<ApiKey> rows) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(mirror::write)
        .collect()
        .last();
  }
}
