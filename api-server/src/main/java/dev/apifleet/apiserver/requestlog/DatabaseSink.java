package dev.apifleet.apiserver.requestlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** The log in PostgreSQL: a batch is one statement with one parameter, whatever its size. */
@ApplicationScoped
public class DatabaseSink implements Sink {

  private static final Logger LOG = Logger.getLogger(DatabaseSink.class);

  private static final String INSERT =
      """
      INSERT INTO request_log (shard_key, at, id, request_id, subject, tier, method, path, status,
                               duration_micros, bytes, instance)
      SELECT coalesce(subject, cast(id AS text)), at, id, "requestId", subject, tier, method, path, status,
             "durationMicros", bytes, instance
      FROM json_to_recordset(cast(cast(:entries AS text) AS json)) AS entry(
             at timestamptz, id bigint, "requestId" text, subject text, tier text, method text,
             path text, status integer, "durationMicros" bigint, bytes bigint, instance text)
      ON CONFLICT DO NOTHING
      """;

  private final Database database;
  private final ObjectMapper json;

  DatabaseSink(Database database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Uni<Delivery> write(List<RequestEntry> batch) {
    String entries = encoded(batch);
    return database
        .write(
            session ->
                session.createNativeQuery(INSERT).setParameter("entries", entries).executeUpdate())
        .replaceWith(Delivery.COMPLETE)
        .onFailure(failure -> !(failure instanceof ProblemException))
        .recoverWithItem(failure -> objected(batch, failure));
  }

  /** A batch that the database objects to would be objected to for ever. */
  private static Delivery objected(List<RequestEntry> batch, Throwable failure) {
    LOG.error("The database objects to entries of the request log", failure);
    return new Delivery(List.of(), batch.size());
  }

  private String encoded(List<RequestEntry> batch) {
    try {
      return json.writeValueAsString(batch);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
