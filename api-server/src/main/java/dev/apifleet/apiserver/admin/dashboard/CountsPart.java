package dev.apifleet.apiserver.admin.dashboard;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/**
 * About how many rows each table has: PostgreSQL's estimates, since counting would read them all.
 */
@ApplicationScoped
public class CountsPart implements DashboardPart {

  private static final String ESTIMATES =
      """
      SELECT coalesce(parent.relname, stats.relname), cast(sum(stats.n_live_tup) AS bigint)
      FROM pg_stat_user_tables stats
        LEFT JOIN pg_inherits ON inhrelid = stats.relid
        LEFT JOIN pg_class parent ON parent.oid = inhparent
      WHERE stats.schemaname = current_schema() AND stats.relname <> 'flyway_schema_history'
      GROUP BY 1
      """;

  private final Database database;

  CountsPart(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "counts";
  }

  @Override
  public Uni<Map<String, Object>> read() {
    return database
        .read(session -> session.createNativeQuery(ESTIMATES, Object[].class).getResultList())
        .map(
            rows -> {
              Map<String, Object> counts = new TreeMap<>();
              rows.forEach(row -> counts.put((String) row[0], row[1]));
              return counts;
            });
  }
}
