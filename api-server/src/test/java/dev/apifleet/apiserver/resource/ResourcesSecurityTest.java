package dev.apifleet.apiserver.resource;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers try on resources: words of SQL, fields that are not theirs, things of others. */
@QuarkusTest
@WithTestResource(Backends.class)
class ResourcesSecurityTest {

  private static final List<String> ATTACKS =
      List.of(
          "'; DROP TABLE resource; --",
          "' OR '1'='1",
          "1; SELECT pg_sleep(10)",
          "\" OR 1=1 --",
          "a' & !b | ('",
          "\\'; TRUNCATE account; --",
          "$(reboot)",
          ":limit",
          "?1");

  @Inject AgroalDataSource database;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  static Stream<String> attacks() {
    return ATTACKS.stream();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void sqlInParametersIsTextOrABadRequest(String attack) {
    for (String path : List.of("/api/v1/resources", "/api/v2/resources")) {
      for (String text : List.of("name", "q", "owner")) {
        given().queryParam(text, attack).get(path).then().statusCode(200);
      }
      for (String typed :
          List.of("sort", "status", "createdAfter", "createdBefore", "after", "limit")) {
        given()
            .queryParam(typed, attack)
            .get(path)
            .then()
            .statusCode(400)
            .body("field", equalTo(typed));
      }
      given().get(path + "/{id}", attack).then().statusCode(404);
    }
    assertTrue(given().get("/api/v1/resources").path("items") instanceof List);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void sqlInCursorsIsTextOrABadRequest(String attack) {
    given()
        .queryParam("sort", "name")
        .queryParam("after", cursor("name:1:" + attack))
        .get("/api/v2/resources")
        .then()
        .statusCode(200);
    for (String forged : List.of("createdAt:1:" + attack, "createdAt:" + attack + ":1", attack)) {
      given()
          .queryParam("sort", "createdAt")
          .queryParam("after", cursor(forged))
          .get("/api/v2/resources")
          .then()
          .statusCode(400);
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void sqlInBodiesIsText(String attack) {
    int id =
        bearer(userToken())
            .header("Idempotency-Key", attack.replaceAll("[^!#-\\[\\]-~]", "+"))
            .body(Map.of("name", attack, "description", attack))
            .post("/api/v1/resources")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    given()
        .queryParam("name", attack)
        .queryParam("limit", 100)
        .get("/api/v2/resources")
        .then()
        .statusCode(200)
        .body("data.id", hasItem(id))
        .body("data.name", everyItem(startsWith(attack.strip())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\ud800b", "\\udfff", "a\\u0000b"})
  void textsThatCannotBeStoredAreBadRequests(String name) {
    bearer(userToken())
        .body("{\"name\":\"" + name + "\"}")
        .post("/api/v1/resources")
        .then()
        .statusCode(400)
        .body("field", equalTo("name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/resources", "/api/v2/resources"})
  void clientsCannotSetWhatIsNotTheirs(String path) {
    Map<String, Object> forged =
        Map.of(
            "name", "mine",
            "owner", "admin@example.com",
            "id", 1,
            "version", 99,
            "createdAt", "2001-01-01T00:00:00Z",
            "updatedAt", "2001-01-01T00:00:00Z",
            "words", "x");
    String data = path.contains("v2") ? "data." : "";
    int id =
        bearer(userToken())
            .body(forged)
            .post(path)
            .then()
            .statusCode(201)
            .body(data + "owner", equalTo("user@example.com"))
            .body(data + "version", equalTo(0))
            .body(data + "createdAt", not("2001-01-01T00:00:00Z"))
            .extract()
            .path(data + "id");
    bearer(userToken())
        .header("If-Match", "*")
        .body(forged)
        .put(path + "/" + id)
        .then()
        .statusCode(200)
        .body(data + "id", equalTo(id))
        .body(data + "owner", equalTo("user@example.com"))
        .body(data + "version", equalTo(1));
    bearer(userToken())
        .header("If-Match", "*")
        .contentType("application/merge-patch+json")
        .body("{\"owner\":\"admin@example.com\",\"version\":7,\"id\":1}".getBytes())
        .patch("/api/v2/resources/" + id)
        .then()
        .statusCode(200)
        .body("data.owner", equalTo("user@example.com"))
        .body("data.version", equalTo(2));
  }

  @Test
  void othersThingsAreReadOnly() {
    int id = createResource("private pump");
    String stranger = Client.logIn("pro@example.com", "pro123").path("token");
    given().get("/api/v1/resources/" + id).then().statusCode(200);
    for (String path : List.of("/api/v1/resources/", "/api/v2/resources/")) {
      bearer(stranger)
          .header("If-Match", "*")
          .body(Map.of("name", "stolen"))
          .put(path + id)
          .then()
          .statusCode(403)
          .body("error", equalTo("not-yours"));
      bearer(stranger).header("If-Match", "*").delete(path + id).then().statusCode(403);
    }
    bearer(stranger)
        .header("If-Match", "*")
        .contentType("application/merge-patch+json")
        .body("{}".getBytes())
        .patch("/api/v2/resources/" + id)
        .then()
        .statusCode(403);
    given().get("/api/v2/resources/" + id).then().body("data.version", equalTo(0));
  }

  @Test
  void bulkWithOneThingOfAnotherDoesNothing() {
    String stranger = Client.logIn("pro@example.com", "pro123").path("token");
    int theirs = createResource("theirs");
    int own = bearer(stranger).body(Map.of("name", "own")).post("/api/v1/resources").path("id");
    String name = "never " + theirs;
    bearer(stranger)
        .body(
            Map.of(
                "create", List.of(Map.of("name", name)),
                "delete", List.of(Map.of("id", own), Map.of("id", theirs))))
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(403)
        .body("field", equalTo("delete[1]"));
    given().get("/api/v1/resources/" + own).then().statusCode(200);
    given().get("/api/v1/resources/" + theirs).then().statusCode(200);
    given().queryParam("name", name).get("/api/v1/resources").then().body("items", hasSize(0));
  }

  @Test
  void administratorsMayChangeWhatIsOthersAndWhatIsNobodys() throws SQLException {
    int id = createResource("pump");
    String admin = Client.logIn("admin@example.com", "admin123").path("token");
    bearer(admin)
        .body(Map.of("name", "kept"))
        .put("/api/v1/resources/" + id)
        .then()
        .statusCode(200)
        .body("owner", equalTo("user@example.com"));
    execute("UPDATE resource SET owner = NULL WHERE id = " + id);
    bearer(userToken()).delete("/api/v1/resources/" + id).then().statusCode(403);
    bearer(admin).delete("/api/v1/resources/" + id).then().statusCode(204);
  }

  @Test
  void forgedTokensChangeNothing() {
    int id = createResource("pump");
    String token = userToken();
    String[] parts = token.split("\\.");
    String claims =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("user@example.com", "admin@example.com");
    String raised = cursor(claims);
    String none = cursor("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    for (String forged :
        List.of(
            parts[0] + "." + raised + "." + parts[2],
            none + "." + raised + ".",
            token.substring(0, token.length() - 4) + "AAAA")) {
      bearer(forged).delete("/api/v1/resources/" + id).then().statusCode(401);
      bearer(forged)
          .body(Map.of("delete", List.of(Map.of("id", id))))
          .post("/api/v2/resources/bulk")
          .then()
          .statusCode(401);
    }
    assertEquals(200, given().get("/api/v1/resources/" + id).statusCode());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String cursor(String plain) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }
}
