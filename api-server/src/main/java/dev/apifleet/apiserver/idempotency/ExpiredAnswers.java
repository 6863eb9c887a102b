package dev.apifleet.apiserver.idempotency;

import dev.apifleet.apiserver.background.Repeat;
import dev.apifleet.apiserver.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The background task that deletes answers whose time is over, a thousand at a time. */
@ApplicationScoped
public class ExpiredAnswers {

  private static final int BATCH = 1000;

  /** Rows that another instance is deleting are passed over. */
  static final String DELETE =
      "DELETE FROM idempotency WHERE id IN (SELECT id FROM idempotency"
          + " WHERE expires_at < now() ORDER BY expires_at LIMIT "
          + BATCH
          + " FOR UPDATE SKIP LOCKED)";

  private static final Logger LOG = Logger.getLogger(ExpiredAnswers.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final Vertx vertx;
  private Repeat runs;

  ExpiredAnswers(Database database, Vertx vertx) {
    this.database = database;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    runs = Repeat.after(PAUSE, vertx, this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    runs.close();
  }

  private Uni<Void> run() {
    return delete().onItemOrFailure().invoke(ExpiredAnswers::tell).replaceWithVoid();
  }

  /** Batch after batch, until one is not full; how many rows went in all. */
  Uni<Integer> delete() {
    return Uni.createFrom()
        .deferred(
            () -> database.write(session -> session.createNativeQuery(DELETE).executeUpdate()))
        .repeat()
        .whilst(deleted -> deleted == BATCH)
        .collect()
        .with(Collectors.summingInt(deleted -> deleted));
  }

  private static void tell(Integer rows, Throwable failure) {
    if (failure == null) {
      LOG.debugf("deleted %d old answers", rows);
    } else {
      LOG.debugf("old answers stay for another minute: %s", failure.getMessage());
    }
  }
}
