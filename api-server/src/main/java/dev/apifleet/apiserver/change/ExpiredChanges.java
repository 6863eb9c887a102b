package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.background.Repeat;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The background task that deletes changes that are too old to keep, some at a time. */
@ApplicationScoped
public class ExpiredChanges {

  private static final Logger LOG = Logger.getLogger(ExpiredChanges.class);
  private static final int BATCH = 500;

  private final ChangeTable table;
  private final Duration retention;
  private final Clock clock;
  private final Vertx vertx;
  private Repeat runs;

  ExpiredChanges(ChangeTable table, ChangesConfig config, Clock clock, Vertx vertx) {
    this.table = table;
    this.retention = config.retention();
    this.clock = clock;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    runs = Repeat.after(pause(), vertx, this::delete);
  }

  void stop(@Observes ShutdownEvent event) {
    runs.close();
  }

  /** One to two minutes, lest instances that started together always delete together. */
  private static Duration pause() {
    return Duration.ofSeconds(ThreadLocalRandom.current().nextLong(60, 120));
  }

  private Uni<Void> delete() {
    return Uni.createFrom()
        .deferred(() -> table.prune(clock.instant().minus(retention), BATCH))
        .repeat()
        .whilst(deleted -> deleted == BATCH)
        .collect()
        .with(Collectors.counting())
        .onFailure()
        .invoke(failure -> LOG.debugf("old changes stay for now: %s", failure.getMessage()))
        .replaceWithVoid();
  }
}
