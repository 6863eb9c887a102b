package dev.apifleet.apiserver.database;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The door to PostgreSQL: a unit of work in, its result or a problem that a client understands out.
 */
@ApplicationScoped
public class Database {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Mutiny.SessionFactory sessions;
  private final ReplicaReads replica;
  private final SchemaUpkeep schema;
  private final Event<Committed> committed;

  Database(
      Mutiny.SessionFactory sessions,
      ReplicaReads replica,
      SchemaUpkeep schema,
      Event<Committed> committed) {
    this.sessions = sessions;
    this.replica = replica;
    this.schema = schema;
    this.committed = committed;
  }

  /** Reads the last that was written: what fills caches, and what is to be changed. */
  public <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
    return guarded(() -> Sessions.own(sessions, work));
  }

  /**
   * Reads what may be a little late: lists, searches and counts. Callers see what they wrote
   * themselves. The work may be done twice, when a replica fails.
   */
  public <T> Uni<T> readAnywhere(Function<Mutiny.Session, Uni<T>> work) {
    return guarded(() -> replica.read(work, () -> Sessions.own(sessions, work)));
  }

  public <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
    return write(work, () -> Uni.createFrom().voidItem());
  }

  /**
   * Writes, and has others forget what was before. The answer of a commit may be lost, or come when
   * nobody waits for it any longer: what was written may stand whatever the caller is told.
   *
   * @param forget is called when the transaction is over, unless it is known to have done nothing
   */
  public <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work, Supplier<Uni<Void>> forget) {
    Asker asker = Asker.current();
    return guarded(
        () ->
            Sessions.uncancelled(
                transaction(work, asker)
                    .onFailure(failure -> !(failure instanceof ProblemException))
                    .call(() -> forget.get())
                    .call(() -> forget.get())));
  }

  private <T> Uni<T> transaction(Function<Mutiny.Session, Uni<T>> work, Asker asker) {
    return Sessions.own(
            sessions,
            session ->
                session
                    .withTransaction(ignored -> work.apply(session))
                    .call(() -> replica.wrote(session, asker)))
        .invoke(() -> committed.fire(new Committed()));
  }

  private <T> Uni<T> guarded(Supplier<Uni<T>> work) {
    if (!schema.isCurrent()) {
      return Uni.createFrom().failure(new ProblemException(away()));
    }
    return Uni.createFrom()
        .deferred(work::get)
        .ifNoItem()
        .after(PATIENCE)
        .failWith(TimeoutException::new)
        .onFailure()
        .transform(this::explained);
  }

  private Throwable explained(Throwable failure) {
    if (failure instanceof ProblemException) {
      return failure;
    }
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
