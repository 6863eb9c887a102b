package dev.apifleet.apiserver.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A table that the attacks are after, and the words of SQL that would harm it. */
record Canary(DataSource database) {

  /** What takes longer than this slept in the database. */
  static final long SLEEP_MILLIS = 4000;

  static final List<String> ATTACKS =
      List.of(
          "'; DROP TABLE attack_canary; --",
          "1; UPDATE attack_canary SET hit = true; --",
          "' OR '1'='1",
          "1'||pg_sleep(5)||'",
          "') UNION SELECT password_hash FROM account --",
          "\\'; DELETE FROM attack_canary; --",
          "${jndi:ldap://127.0.0.1/a} :id ?1 $1 %s",
          "a\r\nX-Evil: 1",
          "\u0000",
          "\uD800");

  static Canary in(DataSource database) throws SQLException {
    Canary canary = new Canary(database);
    canary.execute("CREATE TABLE IF NOT EXISTS attack_canary AS SELECT false AS hit");
    return canary;
  }

  void assertAlive() throws SQLException {
    assertEquals(
        List.of("f"),
        column("SELECT hit::text FROM attack_canary").stream()
            .map(text -> text.substring(0, 1))
            .toList());
  }

  /** The tables that hold this word in any row; an attempt that had an effect left it there. */
  List<String> tablesWith(String word) throws SQLException {
    List<String> found = new ArrayList<>();
    for (String table :
        column("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")) {
      String rows = "SELECT 1 FROM \"" + table + "\" AS it WHERE it::text LIKE '%" + word + "%'";
      if (!column(rows).isEmpty()) {
        found.add(table);
      }
    }
    return found;
  }

  private List<String> column(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> column = new ArrayList<>();
      while (rows.next()) {
        column.add(rows.getString(1));
      }
      return column;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
