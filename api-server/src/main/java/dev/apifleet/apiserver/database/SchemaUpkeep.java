package dev.apifleet.apiserver.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The background task that brings the schema up to date, however late the database comes. Flyway's
 * advisory lock makes several instances take turns.
 */
@ApplicationScoped
public class SchemaUpkeep {

  private static final Logger LOG = Logger.getLogger(SchemaUpkeep.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Migration migration;
  private final Event<TurnedBack> turnedBack;
  private volatile boolean current;
  private Cancellable running = () -> {};

  SchemaUpkeep(Migration migration, Event<TurnedBack> turnedBack) {
    this.migration = migration;
    this.turnedBack = turnedBack;
  }

  /** Whether the tables are there, as far as this instance knows. */
  public boolean isCurrent() {
    return current;
  }

  void start(@Observes StartupEvent event) {
    begin();
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    running.cancel();
  }

  /** Begins anew after the tables were found missing, as when an emptied database comes back. */
  synchronized void renew() {
    if (current) {
      LOG.warn("The tables are gone from the database; migrating again");
      begin();
    }
  }

  private synchronized void begin() {
    current = false;
    running =
        Uni.createFrom()
            .item(migration::run)
            .invoke(this::tell)
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
            .onFailure()
            .invoke(failure -> LOG.warnf("The database is not ready: %s", reason(failure)))
            .onFailure()
            .retry()
            .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
            .withJitter(0.2)
            .indefinitely()
            .subscribe()
            .with(done -> current = true);
  }

  private void tell(boolean empty) {
    if (empty) {
      turnedBack.fire(new TurnedBack());
    }
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage().strip();
  }
}
