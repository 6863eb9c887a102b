package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Writes rows to Redis and remembers it in them. What could not be written stays due, for every
 * instance to see.
 */
@ApplicationScoped
public class ApiKeyMirror {

  private static final Logger LOG = Logger.getLogger(ApiKeyMirror.class);
  private static final int PAGE_SIZE = 100;
  private static final int AT_ONCE = 4;
  private static final String DUE = "from api_key where mirrorDue <= :now order by mirrorDue";
  private static final String PAGE = "from api_key where id > :after order by id";
  private static final String DONE =
      "update api_key set mirrorDue = :next where id = :id and version = :version";

  private final Database database;
  private final RedisApiKeys redis;
  private final Clock clock;

  ApiKeyMirror(Database database, RedisApiKeys redis, Clock clock) {
    this.database = database;
    this.redis = redis;
    this.clock = clock;
  }

  /** Never fails: {@link #writeDue} makes up for it. */
  Uni<Void> write(ApiKey row) {
    return written(row)
        .onFailure()
        .invoke(failure -> LOG.debugf("API key %d is not in Redis yet: %s", row.id, failure))
        .onFailure()
        .recoverWithNull();
  }

  /** Some of the rows that Redis should know by now. */
  Uni<Void> writeDue() {
    Instant now = clock.instant();
    return rows(session -> session.createSelectionQuery(DUE, ApiKey.class).setParameter("now", now))
        .chain(rows -> forEach(rows, this::written));
  }

  /** All rows, a page at a time: for a Redis that has forgotten. */
  Uni<Void> writeEverything() {
    return writeAfter(0);
  }

  private Uni<Void> writeAfter(long id) {
    return rows(session ->
            session.createSelectionQuery(PAGE, ApiKey.class).setParameter("after", id))
        .call(rows -> forEach(rows, redis::write))
        .chain(
            rows ->
                rows.size() < PAGE_SIZE
                    ? Uni.createFrom().voidItem()
                    : writeAfter(rows.getLast().id));
  }

  private Uni<Void> written(ApiKey row) {
    Instant next = row.mirroredAgain(clock.instant());
    return redis
        .write(row)
        .chain(
            () ->
                database.write(
                    session ->
                        session
                            .createMutationQuery(DONE)
                            .setParameter("next", next)
                            .setParameter("id", row.id)
                            .setParameter("version", row.version)
                            .executeUpdate()))
        .replaceWithVoid();
  }

  private Uni<List<ApiKey>> rows(Function<Mutiny.Session, Mutiny.SelectionQuery<ApiKey>> query) {
    return database.read(session -> query.apply(session).setMaxResults(PAGE_SIZE).getResultList());
  }

  private static Uni<Void> forEach(List<ApiKey> rows, Function<ApiKey, Uni<Void>> work) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUni(work::apply)
        .merge(AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
