package dev.apifleet.apiserver.database;

import static dev.apifleet.apiserver.Client.createResource;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class DatabaseLossTest {

  @ToDatabase Link wire;
  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @AfterEach
  void mend() {
    wire.mend();
    Client.awaitReady();
  }

  @Test
  void lossIsToldAndHealsByItself() {
    int id = createResource("pump");
    wire.cut();
    given().get("/health/ready").then().statusCode(503);
    given().get("/health/live").then().statusCode(200);
    given().get("/api/v1/status").then().statusCode(200);
    given()
        .get("/api/v1/resources")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "1")
        .body("error", equalTo("database-unavailable"));
    wire.mend();
    await().until(Client::isReady);
    given().get("/api/v1/resources/" + id).then().statusCode(200);
  }

  @Test
  void hangingDatabaseIsToldInTime() {
    wire.freeze();
    given().get("/health/ready").then().statusCode(503);
    given().get("/api/v1/resources").then().statusCode(503);
  }

  @Test
  void emptiedDatabaseIsFilledAgain() throws SQLException {
    empty();
    given().get("/health/ready").then().statusCode(503);
    await().until(Client::isReady);
    Client.logIn("user@example.com", "user123").then().statusCode(200);
  }

  @Test
  void whatRedisHasOfTheDatabaseBeforeIsNotServed() throws SQLException {
    int id = createResource("pump of the past");
    given().get("/api/v1/resources/" + id).then().statusCode(200);
    String key = createKey();
    asks(key).statusCode(200);
    empty();
    given().get("/health/ready").then().statusCode(503);
    await().until(Client::isReady);
    await().untilAsserted(() -> given().get("/api/v1/resources/" + id).then().statusCode(404));
    await().untilAsserted(() -> asks(key).statusCode(401));
  }

  private static String createKey() {
    String token = Client.logIn("admin@example.com", "admin123").path("token");
    return Client.bearer(token)
        .body(Map.of("name", "partner", "subject", "acme", "tier", "pro", "roles", List.of("user")))
        .post("/api/v1/admin/api-keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private static ValidatableResponse asks(String key) {
    return given().header("X-API-Key", key).get("/api/v1/status").then();
  }

  private void empty() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
  }
}
