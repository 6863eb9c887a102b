package dev.apifleet.apiserver.database;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The door to PostgreSQL: a unit of work in, its result or a problem that a client understands out.
 */
@ApplicationScoped
public class Database {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Mutiny.SessionFactory sessions;
  private final SchemaUpkeep schema;
  private final Event<Committed> committed;

  Database(Mutiny.SessionFactory sessions, SchemaUpkeep schema, Event<Committed> committed) {
    this.sessions = sessions;
    this.schema = schema;
    this.committed = committed;
  }

  public <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
    return guarded(ownSession(work));
  }

  /** A read that may be a little late, but for callers who would miss what they wrote. */
  public <T> Uni<T> readAnywhere(Function<Mutiny.Session, Uni<T>> work) {
    return read(work);
  }

  public <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
    return guarded(ownSession(session -> session.withTransaction(ignored -> work.apply(session))))
        .invoke(() -> committed.fire(new Committed()));
  }

  /**
   * A session of its own for each unit of work: those of one request may run side by side, as the
   * fields of a GraphQL query do, and a session can do one thing at a time.
   */
  private <T> Uni<T> ownSession(Function<Mutiny.Session, Uni<T>> work) {
    return sessions
        .openSession()
        .chain(
            session ->
                Uni.createFrom().deferred(() -> work.apply(session)).eventually(session::close));
  }

  private <T> Uni<T> guarded(Uni<T> work) {
    if (!schema.isCurrent()) {
      return Uni.createFrom().failure(new ProblemException(away()));
    }
    return uncancelled(work)
        .ifNoItem()
        .after(PATIENCE)
        .failWith(TimeoutException::new)
        .onFailure()
        .transform(this::explained);
  }

  /** Work left alone when nobody waits any longer: cancelled, it would end on a foreign thread. */
  private static <T> Uni<T> uncancelled(Uni<T> work) {
    return Uni.createFrom()
        .emitter(waiting -> work.subscribe().with(waiting::complete, waiting::fail));
  }

  private Throwable explained(Throwable failure) {
    return switch (DatabaseFailure.of(failure)) {
      case AWAY -> new ProblemException(away(), failure);
      case EMPTIED -> {
        schema.renew();
        yield new ProblemException(away(), failure);
      }
      case OVERTAKEN -> new ProblemException(overtaken(), failure);
      case OTHER -> failure;
    };
  }

  private static Problem away() {
    return Problem.unavailable("database-unavailable", "The database is away; try again shortly.");
  }

  private static Problem overtaken() {
    return Problem.of(
        409, "conflict", "Somebody else changed it meanwhile; read it and try again.");
  }
}
