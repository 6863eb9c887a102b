package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.background.Repeat;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The background task that deletes revocations of what is over anyway. */
@ApplicationScoped
public class ExpiredRevocations {

  private static final Logger LOG = Logger.getLogger(ExpiredRevocations.class);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final RevocationTable table;
  private final Clock clock;
  private final Vertx vertx;
  private Repeat runs;

  ExpiredRevocations(RevocationTable table, Clock clock, Vertx vertx) {
    this.table = table;
    this.clock = clock;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    runs = Repeat.after(PAUSE, vertx, this::delete);
  }

  void stop(@Observes ShutdownEvent event) {
    runs.close();
  }

  Uni<Void> delete() {
    return table
        .clean(clock.instant())
        .onFailure()
        .invoke(failure -> LOG.debugf("old revocations stay for now: %s", failure.getMessage()));
  }
}
