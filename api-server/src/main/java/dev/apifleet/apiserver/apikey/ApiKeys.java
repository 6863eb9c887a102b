package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** The API keys: PostgreSQL keeps the truth, and what changes is written to Redis at once. */
@ApplicationScoped
public class ApiKeys {

  private static final String PAGE = "from api_key where id > :after order by id";
  private static final String PAGE_OF =
      "from api_key where subject = :subject and id > :after order by id";
  private static final String BY_HASH = "from api_key where keyHash = :hash";
  private static final String SUCCESSORS = "select count(*) from api_key where rotatedFrom = :id";

  private final Database database;
  private final ApiKeyMirror mirror;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ApiKeys(Database database, ApiKeyMirror mirror, Clock clock) {
    this.database = database;
    this.mirror = mirror;
    this.clock = clock;
  }

  Uni<ApiKeyPage> list(Grantor reader, PageRequest page) {
    return database
        .read(
            session ->
                (reader.mayReadAll()
                        ? session.createSelectionQuery(PAGE, ApiKey.class)
                        : session
                            .createSelectionQuery(PAGE_OF, ApiKey.class)
                            .setParameter("subject", reader.caller().subject()))
                    .setParameter("after", page.after())
                    .setMaxResults(page.limit() + 1)
                    .getResultList())
        .map(rows -> ApiKeyPage.of(rows, page.limit(), now()));
  }

  /** One that is revoked is gone; the list alone goes on telling of it. */
  Uni<ApiKeyView> get(Grantor reader, long id) {
    return database
        .read(session -> session.find(ApiKey.class, id))
        .map(row -> row != null && reader.mayRead(row.subject) ? row : orNotFound(id))
        .invoke(ApiKeys::checkNotRevoked)
        .map(row -> ApiKeyView.of(row, now()));
  }

  /** What Redis should say of the key with this hash, for when it does not; empty for none. */
  public Uni<Map<String, String>> credential(String hash) {
    return database
        .read(
            session ->
                session
                    .createSelectionQuery(BY_HASH, ApiKey.class)
                    .setParameter("hash", hash)
                    .getSingleResultOrNull())
        .map(row -> row == null ? Map.of() : RedisApiKeys.fields(row, now()));
  }

  Uni<ApiKeyView> create(Grantor grantor, ApiKeyDraft draft) {
    Terms terms = draft.terms(grantor.caller().subject(), now());
    grantor.checkGives(terms.subject(), terms.tier(), terms.roles(), terms.scopes());
    String key = KeyFormat.generate(random);
    ApiKey made = ApiKey.create(terms, key, grantor.caller().subject(), now());
    return database
        .write(session -> session.persist(made).replaceWith(made))
        .call(mirror::write)
        .map(row -> ApiKeyView.withKey(row, key, now()));
  }

  /** A new key at once; the old one serves for the overlap. */
  Uni<ApiKeyView> rotate(Grantor grantor, long id, Duration overlap) {
    String key = KeyFormat.generate(random);
    return database
        .write(
            session ->
                locked(session, grantor, id)
                    .call(old -> checkReplaceable(session, grantor, old))
                    .chain(old -> replace(session, old, key, grantor.caller().subject(), overlap)))
        .call(rotated -> mirror.write(rotated.fresh()))
        .call(rotated -> mirror.write(rotated.old()))
        .map(rotated -> ApiKeyView.withKey(rotated.fresh(), key, now()));
  }

  /** Harmless when it is revoked already. */
  Uni<Void> revoke(Grantor grantor, long id) {
    return database
        .write(session -> locked(session, grantor, id).invoke(row -> row.revoke(now())))
        .call(mirror::write)
        .replaceWithVoid();
  }

  private record Rotated(ApiKey old, ApiKey fresh) {}

  private Uni<Rotated> replace(
      Mutiny.Session session, ApiKey old, String key, String by, Duration overlap) {
    Instant now = now();
    ApiKey fresh = old.successor(key, by, now);
    old.expireBy(now.plus(overlap), now);
    return session.persist(fresh).replaceWith(new Rotated(old, fresh));
  }

  /** Locked, so that of two rotations at once one finds the successor of the other. */
  private static Uni<ApiKey> locked(Mutiny.Session session, Grantor grantor, long id) {
    return session
        .find(ApiKey.class, id, LockModeType.PESSIMISTIC_WRITE)
        .map(row -> row != null && grantor.mayWrite(row.subject) ? row : orNotFound(id))
        .invoke(
            row -> {
              if (DemoKey.is(row.keyHash)) {
                throw conflict("demo-key", "The key of the demo lasts as long as the demo.");
              }
            });
  }

  private Uni<Void> checkReplaceable(Mutiny.Session session, Grantor grantor, ApiKey old) {
    grantor.checkGives(old.subject, Tier.of(old.tier), old.roles(), List.of(old.scopes));
    if (old.status(now()) != KeyStatus.ACTIVE) {
      throw conflict("key-not-active", "The key has expired or is revoked; create a new one.");
    }
    return session
        .createSelectionQuery(SUCCESSORS, Long.class)
        .setParameter("id", old.id)
        .getSingleResult()
        .invoke(
            successors -> {
              if (successors > 0) {
                throw conflict(
                    "key-already-rotated", "The key was replaced; rotate its successor.");
              }
            })
        .replaceWithVoid();
  }

  private static void checkNotRevoked(ApiKey row) {
    if (row.revokedAt != null) {
      throw new ProblemException(
          Problem.of(
              410,
              "key-revoked",
              "The key was revoked at " + row.revokedAt + "; the list of keys tells the rest."));
    }
  }

  private static ProblemException conflict(String error, String detail) {
    return new ProblemException(Problem.of(409, error, detail));
  }

  private static ApiKey orNotFound(long id) {
    throw new ProblemException(Problem.of(404, "not-found", "There is no API key " + id + "."));
  }

  /** PostgreSQL keeps microseconds; answers before and after storage are to be equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
