package dev.apifleet.apiserver.idempotency;

import dev.apifleet.apiserver.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
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
  private Cancellable running = () -> {};

  ExpiredAnswers(Database database) {
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    running =
        Multi.createFrom()
            .ticks()
            .startingAfter(PAUSE)
            .every(PAUSE)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> delete().onFailure().recoverWithItem(this::away))
            .subscribe()
            .with(rows -> LOG.debugf("deleted %d old answers", rows));
  }

  void stop(@Observes ShutdownEvent event) {
    running.cancel();
  }

  Uni<Integer> delete() {
    return database.write(session -> session.createNativeQuery(DELETE).executeUpdate());
  }

  private int away(Throwable failure) {
    LOG.debugf("old answers stay for another minute: %s", failure.getMessage());
    return 0;
  }
}
