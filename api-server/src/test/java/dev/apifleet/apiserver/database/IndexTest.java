package dev.apifleet.apiserver.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.database.Statements.Statement;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every statement of this server finds its rows by an index. A plan that reads a whole table though
 * that was made as dear as can be has no other way.
 */
@QuarkusTest
@WithTestResource(Backends.class)
class IndexTest {

  private static final Path CLASSES = Path.of("target", "classes");

  /** These hold a few rows, and are read whole. */
  private static final Set<String> SMALL =
      Set.of("role", "role_permission", "permission", "seed", "change_relay");

  /** Put together at run time; for each of them a test of its own asks for plans. */
  private static final Set<String> PUT_TOGETHER =
      Set.of("ResourceSelect.class", "RequestQuery.class");

  /** Its parameter is an array, which JDBC says and the text does not. */
  private static final Set<String> OF_A_START = Set.of("DemoAccounts.class");

  @Inject AgroalDataSource database;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void noStatementReadsAWholeTable() throws SQLException {
    List<Statement> statements =
        Statements.all(CLASSES).stream()
            .filter(statement -> !statement.isPutTogether())
            .filter(statement -> !OF_A_START.contains(statement.where()))
            .toList();
    assertTrue(statements.size() > 10, "statements are found where they are written");
    List<String> bad = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      for (Statement statement : statements) {
        bad.addAll(scanned(connection, statement));
      }
    }
    assertEquals(List.of(), bad);
  }

  @Test
  void statementsThatArePutTogetherHaveTestsOfTheirOwn() {
    assertEquals(
        PUT_TOGETHER,
        Statements.all(CLASSES).stream()
            .filter(Statement::isPutTogether)
            .map(Statement::where)
            .collect(Collectors.toSet()));
  }

  private static List<String> scanned(Connection connection, Statement statement)
      throws SQLException {
    try (java.sql.Statement jdbc = connection.createStatement()) {
      jdbc.execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan");
      jdbc.execute("PREPARE asked AS " + statement.sql());
      String nulls = String.join(", ", Collections.nCopies(statement.parameters(), "NULL"));
      String execute = "EXECUTE asked" + (nulls.isEmpty() ? "" : "(" + nulls + ")");
      try (ResultSet rows = jdbc.executeQuery("EXPLAIN (FORMAT JSON) " + execute)) {
        rows.next();
        return Plan.parse(rows.getString(1))
            .scanned()
            .filter(table -> !SMALL.contains(table))
            .map(table -> statement.where() + " reads all of " + table + ": " + statement.sql())
            .toList();
      } finally {
        jdbc.execute("DEALLOCATE asked");
      }
    } catch (SQLException failure) {
      return List.of(statement.where() + ": " + failure.getMessage() + " in " + statement.sql());
    }
  }
}
