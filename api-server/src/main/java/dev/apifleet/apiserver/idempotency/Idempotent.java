package dev.apifleet.apiserver.idempotency;

import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The door for work that a client may ask for twice and that is to be done once: the key and its
 * effect are written by one transaction, which holds a lock while it runs. An instance that dies in
 * between leaves neither; who repeats the request gets the first answer again. Failures are not
 * kept: what failed has done nothing.
 */
@ApplicationScoped
public class Idempotent {

  static final String LOCK = "SELECT pg_try_advisory_xact_lock(:lock)";

  /** An answer whose time is over makes room for a new one. */
  static final String CLAIM =
      "INSERT INTO idempotency (id, fingerprint, expires_at)"
          + " VALUES (:id, :fingerprint, now() + interval '24 hours')"
          + " ON CONFLICT (id) DO UPDATE"
          + " SET fingerprint = excluded.fingerprint, expires_at = excluded.expires_at"
          + " WHERE idempotency.expires_at < now()";

  static final String KEEP =
      "UPDATE idempotency SET status = :status, headers = :headers, body = cast(:body AS text)"
          + " WHERE id = :id";

  private final Database database;
  private final Answers answers;

  Idempotent(Database database, Answers answers) {
    this.database = database;
    this.answers = answers;
  }

  /** Does the work in a transaction of its own; without a key each time it is asked. */
  public Uni<Response> run(Attempt attempt, Function<Mutiny.Session, Uni<Answer>> work) {
    return run(attempt, work, () -> Uni.createFrom().voidItem());
  }

  /**
   * As {@link #run(Attempt, Function)}.
   *
   * @param forget as of {@link Database#write(Function, Supplier)}
   */
  public Uni<Response> run(
      Attempt attempt, Function<Mutiny.Session, Uni<Answer>> work, Supplier<Uni<Void>> forget) {
    if (attempt.key() == null) {
      return database.write(work, forget).map(answers::first);
    }
    Fingerprint print = answers.fingerprint(attempt);
    return database.write(session -> locked(session, print, work), forget);
  }

  private Uni<Response> locked(
      Mutiny.Session session, Fingerprint print, Function<Mutiny.Session, Uni<Answer>> work) {
    return session
        .createNativeQuery(LOCK, Boolean.class)
        .setParameter("lock", print.lock())
        .getSingleResult()
        .chain(free -> free ? claim(session, print) : Uni.createFrom().failure(stillRunning()))
        .chain(
            claimed -> claimed ? keep(session, print, work.apply(session)) : again(session, print));
  }

  private static Uni<Boolean> claim(Mutiny.Session session, Fingerprint print) {
    return session
        .createNativeQuery(CLAIM)
        .setParameter("id", print.id())
        .setParameter("fingerprint", print.body())
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  private Uni<Response> keep(Mutiny.Session session, Fingerprint print, Uni<Answer> work) {
    return work.call(
            answer ->
                session
                    .createNativeQuery(KEEP)
                    .setParameter("status", answer.status())
                    .setParameter("headers", answers.json(answer.headers()))
                    .setParameter("body", answers.json(answer.body()))
                    .setParameter("id", print.id())
                    .executeUpdate())
        .map(answers::first);
  }

  private Uni<Response> again(Mutiny.Session session, Fingerprint print) {
    return session
        .find(StoredAnswer.class, print.id())
        .map(
            stored -> {
              if (!stored.fingerprint.equals(print.body())) {
                throw new ProblemException(otherBody());
              }
              return answers.again(stored);
            });
  }

  private static ProblemException stillRunning() {
    return new ProblemException(
        Problem.of(
            409, "idempotency-key-in-use", "The first request with this key still runs; wait."));
  }

  private static Problem otherBody() {
    return Problem.of(
        422,
        "idempotency-key-reused",
        "This key was sent with another body; take a new key for a new request.");
  }
}
