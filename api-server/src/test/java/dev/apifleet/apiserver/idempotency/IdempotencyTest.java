package dev.apifleet.apiserver.idempotency;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class IdempotencyTest {

  private static final String PATH = "/api/v1/resources";

  private final String key = UUID.randomUUID().toString();
  private final String name = "pump " + key;

  @Inject AgroalDataSource database;
  @Inject ExpiredAnswers expired;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void repeatedRequestGetsTheFirstAnswerAgain() {
    Response first = create(key, name);
    first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
    Response second = create(key, name);
    second.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(first.asString(), second.asString());
    assertEquals(first.header("Location"), second.header("Location"));
    assertEquals(first.header("ETag"), second.header("ETag"));
    assertEquals(1, created(name));
  }

  @Test
  void quotesAroundTheKeyAreNotPartOfIt() {
    create(key, name).then().statusCode(201);
    create("\"" + key + "\"", name).then().header("Idempotent-Replayed", "true");
  }

  @Test
  void sameKeyWithAnotherBodyIsRefused() {
    create(key, name).then().statusCode(201);
    create(key, name + " 2")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("error", equalTo("idempotency-key-reused"));
    assertEquals(0, created(name + " 2"));
  }

  @Test
  void keysBelongToTheirCallersAndPaths() {
    create(key, name).then().statusCode(201);
    String other = Client.logIn("pro@example.com", "pro123").path("token");
    create(other, PATH, key, name)
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
    create(userToken(), "/api/v2/resources", key, name)
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
    assertEquals(3, created(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "\"open", "é"})
  void badKeysAreRefused(String bad) {
    create(bad, name).then().statusCode(400).body("error", equalTo("invalid-idempotency-key"));
    create("k".repeat(129), name).then().statusCode(400);
    assertEquals(0, created(name));
  }

  @Test
  void failureIsNotKept() {
    create(key, " ").then().statusCode(400);
    create(key, name).then().statusCode(201).header("Idempotent-Replayed", nullValue());
  }

  @Test
  void manyAtOnceAreDoneOnce() throws Exception {
    String token = userToken();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<Response>> answers =
          Stream.generate(() -> threads.submit(() -> create(token, PATH, key, name)))
              .limit(24)
              .toList();
      for (Future<Response> answer : answers) {
        int status = answer.get().statusCode();
        assertTrue(status == 201 || status == 409, "status " + status);
      }
    }
    create(key, name).then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(1, created(name));
  }

  @Test
  void secondIsToldThatTheFirstStillRuns() throws Exception {
    try (Connection holder = database.getConnection()) {
      CompletableFuture<Response> first = stuck(holder);
      create(key, name).then().statusCode(409).body("error", equalTo("idempotency-key-in-use"));
      holder.rollback();
      assertEquals(201, first.get().statusCode());
    }
    assertEquals(1, created(name));
  }

  @Test
  void firstThatDiesInBetweenLeavesNothing() throws Exception {
    try (Connection holder = database.getConnection()) {
      CompletableFuture<Response> first = stuck(holder);
      try (Statement statement = holder.createStatement()) {
        statement.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
      }
      assertEquals(503, first.get().statusCode());
      holder.rollback();
    }
    assertEquals(0, created(name));
    create(key, name).then().statusCode(201).header("Idempotent-Replayed", nullValue());
    assertEquals(1, created(name));
  }

  @Test
  void keyIsFreeAgainAfterItsTime() throws SQLException {
    int first = create(key, name).path("id");
    execute("UPDATE idempotency SET expires_at = now() - interval '1 second'");
    int second = create(key, name + " 2").path("id");
    assertNotEquals(first, second);
    execute("UPDATE idempotency SET expires_at = now() - interval '1 second'");
    expired.delete().await().atMost(Duration.ofSeconds(5));
    assertEquals(0, count("SELECT count(*) FROM idempotency"));
  }

  @Test
  void answersWhoseTimeIsOverGoHoweverManyTheyAre() throws SQLException {
    execute(
        "INSERT INTO idempotency (id, fingerprint, expires_at)"
            + " SELECT 'over-' || n, '', now() - interval '1 second'"
            + " FROM generate_series(1, 2500) AS n");
    expired.delete().await().atMost(Duration.ofSeconds(10));
    assertEquals(0, count("SELECT count(*) FROM idempotency WHERE id LIKE 'over-%'"));
  }

  /** A request that has taken its key, and waits for a table that is locked. */
  private CompletableFuture<Response> stuck(Connection holder) throws SQLException {
    String token = userToken();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("LOCK TABLE resource IN ACCESS EXCLUSIVE MODE");
    }
    CompletableFuture<Response> first =
        CompletableFuture.supplyAsync(() -> create(token, PATH, key, name));
    await().until(() -> count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
    return first;
  }

  private static Response create(String key, String name) {
    return create(userToken(), PATH, key, name);
  }

  private static Response create(String token, String path, String key, String name) {
    return bearer(token).header("Idempotency-Key", key).body(Map.of("name", name)).post(path);
  }

  private int created(String name) {
    return count("SELECT count(*) FROM resource WHERE name = '" + name + "'");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
