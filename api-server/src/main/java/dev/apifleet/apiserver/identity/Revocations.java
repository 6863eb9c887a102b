package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.identity.RevocationTable.Row;
import dev.apifleet.apiserver.identity.mirror.Mirrored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Revokes tokens over the whole fleet: in the database first, then in Redis, from which gateways
 * and instances learn it at once. What Redis could not be told is told when it is back.
 */
@ApplicationScoped
public class Revocations implements Mirrored {

  private static final Logger LOG = Logger.getLogger(Revocations.class);

  private final RevocationTable table;
  private final RevokedTokens redis;
  private final SessionStore sessions;
  private final Database database;
  private final Clock clock;
  private final Duration longestLife;

  Revocations(
      RevocationTable table,
      RevokedTokens redis,
      SessionStore sessions,
      Database database,
      ApiServerConfig config,
      Clock clock) {
    this.table = table;
    this.redis = redis;
    this.sessions = sessions;
    this.database = database;
    this.clock = clock;
    this.longestLife = config.token().ttl();
  }

  /** Revokes one token by its {@code jti}. */
  Uni<Void> revoke(String jti, Instant expires) {
    Revocation revocation = Revocation.ofToken(jti, expires);
    return database
        .write(session -> table.add(session, revocation))
        .chain(stored -> tell(revocation));
  }

  /** Revokes tokens as {@link LiveTokens} lists them. */
  Uni<Void> revokeAll(String tokens) {
    return Multi.createFrom()
        .iterable(LiveTokens.parse(tokens))
        .onItem()
        .transformToUniAndConcatenate(token -> revoke(token.jti(), token.expires()))
        .collect()
        .last();
  }

  /** What an account's change revokes; to be stored by {@link #add} and told after the commit. */
  Revocation ofSubject(String subject, long before, boolean endsSessions) {
    return Revocation.ofSubject(
        subject, before, endsSessions, Instant.ofEpochSecond(before).plus(longestLife));
  }

  Uni<Void> add(Mutiny.Session session, Revocation revocation) {
    return table.add(session, revocation);
  }

  /** Never fails: what Redis does not take now is in the table as not told. */
  Uni<Void> tell(Revocation revocation) {
    return write(revocation)
        .onFailure()
        .invoke(failure -> LOG.debugf("a revocation waits for Redis: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  @Override
  public String name() {
    return "revocations";
  }

  @Override
  public Uni<Void> writeAll() {
    return writePages(0, true);
  }

  @Override
  public Uni<Void> writeMissed() {
    return writePages(0, false);
  }

  private Uni<Void> writePages(long after, boolean all) {
    return table
        .page(after, all, clock.instant())
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : writePage(rows, all).chain(done -> writePages(rows.getLast().id(), all)));
  }

  /** Of all that there are, those that were told need not be remembered as told once more. */
  private Uni<Void> writePage(List<Row> rows, boolean all) {
    return Multi.createFrom()
        .iterable(rows)
        .map(Row::revocation)
        .onItem()
        .transformToUniAndConcatenate(each -> all ? writeAlone(each) : write(each))
        .collect()
        .last();
  }

  private Uni<Void> write(Revocation revocation) {
    return writeAlone(revocation).chain(written -> table.told(revocation));
  }

  private Uni<Void> writeAlone(Revocation revocation) {
    return redis.write(revocation).chain(written -> endSessions(revocation));
  }

  private Uni<Void> endSessions(Revocation revocation) {
    return switch (revocation.kind()) {
      case TOKEN -> Uni.createFrom().voidItem();
      case SUBJECT ->
          sessions.endAll(revocation.name(), revocation.before(), revocation.endsSessions());
    };
  }
}
