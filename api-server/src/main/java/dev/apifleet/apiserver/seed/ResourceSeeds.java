package dev.apifleet.apiserver.seed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/**
 * Resources for load tests: the same rows in every database, made by PostgreSQL itself. What is
 * there already is not made again, also by instances that begin at once: they wait for one row.
 * Nobody is told of them.
 */
public final class ResourceSeeds {

  private static final Logger LOG = Logger.getLogger(ResourceSeeds.class);

  /** No statement runs into the time limit of the connection. */
  private static final int BATCH = 50_000;

  private static final String BEGIN =
      "INSERT INTO seed (kind, size) VALUES ('resource', 0) ON CONFLICT DO NOTHING";
  private static final String SIZE = "SELECT size FROM seed WHERE kind = 'resource' FOR UPDATE";
  private static final String GROW = "UPDATE seed SET size = ? WHERE kind = 'resource'";

  /** Factors without common divisors with the sizes of the lists mix the rows well. */
  private static final String INSERT =
      """
      INSERT INTO resource (name, description, owner, status, version, created_at, updated_at)
      SELECT
        initcap(kinds[1 + i * 7 % 16]) || ' ' || lpad(i::text, 7, '0'),
        adjectives[1 + i * 11 % 12] || ' ' || kinds[1 + i * 7 % 16] || ' in hall ' || i % 97
          || ', made for ' || purposes[1 + i * 13 % 10],
        CASE WHEN i % 50 = 0 THEN 'user@example.com'
             ELSE 'customer' || i * 31 % 1000 || '@example.com' END,
        (ARRAY['ACTIVE', 'ACTIVE', 'ACTIVE', 'DRAFT', 'ARCHIVED'])[1 + i * 3 % 5],
        i % 4,
        timestamptz '2025-01-01 00:00:00Z' + i * interval '5 minutes',
        timestamptz '2025-01-01 00:00:00Z' + i * interval '5 minutes' + i % 4 * interval '1 day'
      FROM generate_series(?::bigint, ?::bigint) AS i,
        (SELECT
          ARRAY['pump', 'valve', 'motor', 'sensor', 'filter', 'boiler', 'turbine', 'gauge',
                'router', 'switch', 'crane', 'lathe', 'press', 'robot', 'kiln', 'mixer'] AS kinds,
          ARRAY['small', 'large', 'quiet', 'fast', 'spare', 'rented', 'green', 'heavy',
                'mobile', 'cooled', 'sealed', 'tested'] AS adjectives,
          ARRAY['water', 'steam', 'paper', 'steel', 'glass', 'grain', 'milk', 'paint',
                'timber', 'stone'] AS purposes) AS words
      """;

  private ResourceSeeds() {}

  /** Sees to it that so many were made. */
  public static void seed(Connection connection, int wanted) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(BEGIN);
      int size = size(statement);
      if (size < wanted) {
        grow(connection, size, wanted);
        statement.execute("ANALYZE resource");
        LOG.infof("made %d resources for load tests", wanted - size);
      }
    }
    connection.commit();
  }

  private static int size(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(SIZE)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void grow(Connection connection, int size, int wanted) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement grow = connection.prepareStatement(GROW)) {
      for (int from = size; from < wanted; from += BATCH) {
        insert.setInt(1, from + 1);
        insert.setInt(2, Math.min(from + BATCH, wanted));
        insert.executeUpdate();
      }
      grow.setInt(1, wanted);
      grow.executeUpdate();
    }
  }
}
