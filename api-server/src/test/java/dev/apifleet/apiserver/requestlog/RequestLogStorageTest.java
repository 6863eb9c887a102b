package dev.apifleet.apiserver.requestlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class RequestLogStorageTest {

  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

  private static final String NOBODY = " WHERE subject IS NULL AND request_id LIKE 'batch-%'";

  @Inject Vertx vertx;
  @Inject DatabaseSink sink;
  @Inject RequestLogRetention retention;
  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void batchThatComesTwiceIsStoredOnce() {
    List<RequestEntry> batch = batch("twice", 500, Instant.now());
    done(sink.write(batch));
    done(sink.write(batch));
    assertEquals(500, count("subject = 'twice'"));
  }

  @Test
  void whatIsTooOldGoesInSmallBatches() {
    done(sink.write(batch("old", 1500, LONG_AGO)));
    done(sink.write(batch("young", 10, Instant.now())));
    assertTrue(done(retention.deleteExpired()) >= 1500);
    assertEquals(0, count("subject = 'old'"));
    assertEquals(10, count("subject = 'young'"));
  }

  @Test
  void requestsOfNobodyAreSpreadOverAllPartitions() {
    done(sink.write(batch(null, 400, Instant.now())));
    for (int part = 0; part < 8; part++) {
      assertTrue(number("SELECT count(*) FROM request_log_" + part + NOBODY) > 10);
    }
  }

  @Test
  void subjectsQuestionTouchesOnePartition() throws SQLException {
    String plan = plan(query("user@example.com", null));
    long touched =
        IntStream.range(0, 8).filter(part -> plan.contains("on request_log_" + part + " ")).count();
    assertEquals(1, touched, plan);
    assertFalse(plan.contains("Sort"), plan);
  }

  @Test
  void everyQuestionHasItsIndex() throws SQLException {
    for (RequestQuery query : List.of(query(null, null), query(null, 500), query("a", 200))) {
      String plan = plan(query);
      assertTrue(plan.contains("Index Scan"), plan);
      assertFalse(plan.contains("Seq Scan"), plan);
    }
  }

  private static RequestQuery query(String subject, Integer status) {
    Instant from = Instant.parse("2030-01-01T00:00:00Z");
    return new RequestQuery(subject, status, from, null, new RequestCursor(Instant.now(), 1), 20);
  }

  /** Small tables are read whole, whatever indexes they have, if that is not forbidden. */
  private String plan(RequestQuery query) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      statement.execute("SET enable_bitmapscan = off");
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery("EXPLAIN " + literal(query))) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append(" \n");
        }
      }
      return plan.toString();
    }
  }

  private static String literal(RequestQuery query) {
    String sql = query.toSql();
    for (Map.Entry<String, Object> parameter : query.parameters().entrySet()) {
      Object value = parameter.getValue();
      String text = value instanceof Number ? value.toString() : "'" + value + "'";
      sql = sql.replaceAll(":" + parameter.getKey() + "\\b", text);
    }
    return sql;
  }

  private static List<RequestEntry> batch(String subject, int size, Instant at) {
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                new RequestEntry(
                    i, at, "batch-" + i, subject, null, "GET", "/", 200, 1, 2, "instance"))
        .toList();
  }

  /** Where requests run, each on a context of its own. */
  private <T> T done(Uni<T> work) {
    return work.runSubscriptionOn(
            task ->
                VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                    .runOnContext(ignored -> task.run()))
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private int count(String condition) {
    return number("SELECT count(*) FROM request_log WHERE " + condition);
  }

  private int number(String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
