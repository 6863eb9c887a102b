package dev.apifleet.apiserver.admin.dashboard;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** How many changes are stored and not told yet, a thousand at most, and for how long. */
@ApplicationScoped
public class ChangesPart implements DashboardPart {

  private static final String UNTOLD =
      """
      SELECT count(*), coalesce(cast(extract(epoch FROM now() - min(happened_at)) AS bigint), 0)
      FROM (SELECT happened_at FROM change WHERE position IS NULL ORDER BY id LIMIT 1000) untold
      """;

  private final Database database;

  ChangesPart(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "changes";
  }

  @Override
  public Uni<Map<String, Object>> read() {
    return database
        .read(session -> session.createNativeQuery(UNTOLD, Object[].class).getSingleResult())
        .map(row -> Map.of("waiting", row[0], "lagSeconds", row[1]));
  }
}
