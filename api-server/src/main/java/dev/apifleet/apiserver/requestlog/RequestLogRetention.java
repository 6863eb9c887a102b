package dev.apifleet.apiserver.requestlog;

import dev.apifleet.apiserver.background.Repeat;
import dev.apifleet.apiserver.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Deletes what is older than the log is kept, a thousand rows at a time, each in a transaction of
 * its own. Instances that do so at once pass over each other's rows.
 */
@ApplicationScoped
public class RequestLogRetention {

  private static final Logger LOG = Logger.getLogger(RequestLogRetention.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int BATCH = 1000;

  /** Oldest first by request_log_at; then by primary key, each row in its own partition. */
  private static final String DELETE =
      """
      DELETE FROM request_log USING (
        SELECT shard_key, at, id FROM request_log WHERE at < :limit ORDER BY at, id LIMIT :batch
        FOR UPDATE SKIP LOCKED) AS old
      WHERE request_log.shard_key = old.shard_key
        AND request_log.at = old.at AND request_log.id = old.id
      """;

  private final Database database;
  private final Clock clock;
  private final Duration retention;
  private final Vertx vertx;
  private Repeat runs;

  RequestLogRetention(Database database, Clock clock, RequestLogConfig config, Vertx vertx) {
    this.database = database;
    this.clock = clock;
    this.retention = config.retention();
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    runs = Repeat.after(PAUSE, vertx, this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    runs.close();
  }

  private Uni<Void> run() {
    return deleteExpired()
        .onFailure()
        .invoke(failure -> LOG.debug("Old entries stay for now", failure))
        .replaceWithVoid();
  }

  /** Batch after batch, until one is not full; how many rows went in all. */
  Uni<Integer> deleteExpired() {
    Instant limit = clock.instant().minus(retention);
    return Uni.createFrom()
        .deferred(() -> deleteBatch(limit))
        .repeat()
        .whilst(deleted -> deleted == BATCH)
        .collect()
        .with(Collectors.summingInt(deleted -> deleted));
  }

  private Uni<Integer> deleteBatch(Instant limit) {
    return database.write(
        session ->
            session
                .createNativeQuery(DELETE)
                .setParameter("limit", limit)
                .setParameter("batch", BATCH)
                .executeUpdate());
  }
}
