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
import org.jboss.logging.Logger;

/** The background task that deletes answers whose time is over, some at a time. */
@ApplicationScoped
public class ExpiredAnswers {

  /** Rows that another instance is deleting are passed over. */
  static final String DELETE =
      "DELETE FROM idempotency WHERE id IN (SELECT id FROM idempotency"
          + " WHERE expires_at < now() ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED)";

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

  Uni<Integer> delete() {
    return database.write(session -> session.createNativeQuery(DELETE).executeUpdate());
  }

  private static void tell(Integer rows, Throwable failure) {
    if (failure == null) {
      LOG.debugf("deleted %d old answers", rows);
    } else {
      LOG.debugf("old answers stay for another minute: %s", failure.getMessage());
    }
  }
}
