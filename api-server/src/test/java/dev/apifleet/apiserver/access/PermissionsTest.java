package dev.apifleet.apiserver.access;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.logIn;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class PermissionsTest {

  @ToDatabase Link wire;
  @Inject AgroalDataSource dataSource;
  @Inject RedisDataSource redis;
  @Inject Permissions permissions;

  @BeforeEach
  void ready() {
    Client.awaitReady();
    await().until(() -> permissions.of(List.of()).isPresent());
  }

  @AfterEach
  void restore() throws SQLException {
    wire.mend();
    Client.awaitReady();
    change(
        "INSERT INTO role_permission VALUES ('user', 'resources:create') ON CONFLICT DO NOTHING");
    await().until(() -> mayCreate());
  }

  @Test
  void anAdminHoldsWhatAUserHoldsAndMore() {
    Set<String> user = permissions.of(List.of("user")).orElseThrow();
    Set<String> admin = permissions.of(List.of("admin")).orElseThrow();
    assertTrue(admin.containsAll(user));
    assertTrue(admin.contains("users:write"));
    assertEquals(Set.of(), permissions.of(List.of("nobody")).orElseThrow());
  }

  @Test
  void aPermissionTakenFromARoleIsGoneForTokensThatAreOut() throws SQLException {
    String token = Client.userToken();
    change("DELETE FROM role_permission WHERE permission = 'resources:create' AND role = 'user'");
    await().atMost(Duration.ofSeconds(5)).until(() -> !mayCreate());
    bearer(token)
        .body(Map.of("name", "pump"))
        .post("/api/v1/resources")
        .then()
        .statusCode(403)
        .body("error", equalTo("forbidden"));
  }

  @Test
  void whatWasReadLastServesWhileTheDatabaseIsAway() {
    String token = Client.userToken();
    wire.cut();
    permissions.awaited(List.of("user")).await().atMost(Duration.ofSeconds(1));
    assertTrue(mayCreate());
    bearer(token)
        .body(Map.of("name", "pump"))
        .post("/api/v1/resources")
        .then()
        .statusCode(503)
        .body("error", equalTo("database-unavailable"));
  }

  @Test
  void bothVersionsServeWhatDidNotChange() {
    logIn("user@example.com", "user123").then().statusCode(200);
    given().get("/api/v2/status").then().statusCode(200);
    bearer(Client.userToken()).get("/api/v2/me").then().statusCode(200);
    given().get("/api/v3/status").then().statusCode(404);
  }

  @Test
  void theDocumentNamesBothVersions() {
    given()
        .queryParam("format", "json")
        .get("/openapi")
        .then()
        .statusCode(200)
        .body("paths.keySet().findAll { it.contains('{version}') }.size()", equalTo(0))
        .body("paths.keySet().findAll { it.endsWith('/status') }.size()", equalTo(2))
        .body("paths.'/api/v2/status'.get.parameters", equalTo(null));
  }

  private boolean mayCreate() {
    return permissions.of(List.of("user")).orElseThrow().contains("resources:create");
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    redis.pubsub(String.class).publish(Permissions.CHANNEL, "");
  }
}
