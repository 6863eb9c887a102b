package dev.apifleet.apiserver.database;

import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Reads from the replica for those who miss nothing by it; all others, and all while it is away,
 * read from the primary. A caller's own writes are known by their place in the log: from Redis by
 * the caller's subject, and from the header that writes are answered with.
 */
@ApplicationScoped
class ReplicaReads {

  private static final Logger LOG = Logger.getLogger(ReplicaReads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Replica replica;
  private final LastWrites written;

  ReplicaReads(Replica replica, LastWrites written) {
    this.replica = replica;
    this.written = written;
  }

  <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work, Supplier<Uni<T>> fromPrimary) {
    if (!replica.serves()) {
      return fromPrimary.get();
    }
    return needed(Asker.current())
        .chain(place -> replica.hasReplayed(place) ? late(work, fromPrimary) : fromPrimary.get());
  }

  /** To be called after each commit, with a session on the primary. */
  Uni<Void> wrote(Mutiny.Session session, Asker asker) {
    if (!replica.isConfigured()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(Replica.PRIMARY_PLACE, Long.class)
        .getSingleResult()
        .invoke(asker::tell)
        .call(place -> asker.subject().map(who -> written.raise(who, place)).orElseGet(NOTHING))
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.debugf("a write is not remembered: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** Who knows nothing of the caller's writes takes them for later than any replica. */
  private Uni<Long> needed(Asker asker) {
    long sent = asker.readAfter();
    return asker
        .subject()
        .map(who -> written.of(who).map(place -> Math.max(place, sent)))
        .orElse(Uni.createFrom().item(sent))
        .onFailure()
        .recoverWithItem(Long.MAX_VALUE);
  }

  private <T> Uni<T> late(Function<Mutiny.Session, Uni<T>> work, Supplier<Uni<T>> fromPrimary) {
    Context context = Vertx.currentContext();
    return Sessions.own(replica.sessions(), work)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        // a time limit ends on a thread that sessions must not be used on
        .emitOn(task -> onto(context, task))
        .onFailure(failure -> !(failure instanceof ProblemException))
        .recoverWithUni(
            failure -> {
              replica.suspect();
              return fromPrimary.get();
            });
  }

  private static void onto(Context context, Runnable task) {
    if (context == null) {
      task.run();
    } else {
      context.runOnContext(ignored -> task.run());
    }
  }

  private static final Supplier<Uni<Void>> NOTHING = () -> Uni.createFrom().voidItem();
}
