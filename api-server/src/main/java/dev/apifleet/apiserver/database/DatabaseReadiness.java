package dev.apifleet.apiserver.database;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Ready means: the schema is current and the database answers within a second. */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements AsyncHealthCheck {

  private static final Logger LOG = Logger.getLogger(DatabaseReadiness.class);
  private static final String NAME = "database";
  private static final String PROBE = "select count(*) from (select 1 from account limit 1) probe";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final AtomicBoolean ready = new AtomicBoolean();
  private final Database database;
  private final SchemaUpkeep schema;

  DatabaseReadiness(Database database, SchemaUpkeep schema) {
    this.database = database;
    this.schema = schema;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return database
        .read(session -> session.createNativeQuery(PROBE, Long.class).getSingleResult())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(answer -> true)
        .onFailure()
        .recoverWithItem(false)
        .invoke(this::tell)
        .map(this::response);
  }

  private HealthCheckResponse response(boolean up) {
    return HealthCheckResponse.named(NAME)
        .status(up)
        .withData("state", up ? "ok" : "away")
        .withData("schema", schema.isCurrent() ? "current" : "not current")
        .build();
  }

  private void tell(boolean up) {
    if (ready.getAndSet(up) != up) {
      LOG.infof("The database %s", up ? "serves" : "does not serve: this instance is not ready");
    }
  }
}
