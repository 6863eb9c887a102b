package dev.apifleet.apiserver.shop;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class SearchTest {

  /** So many that reading them all is not worth it. */
  private static final String MANY =
      "INSERT INTO resource (name, description, version, created_at, updated_at)"
          + " SELECT 'filler ' || i, 'of no use', 0, now(), now() FROM generate_series(1, 5000) i";

  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void bestFitComesFirst() {
    create("valve", "a zebrafish beside many other words");
    create("zebrafish", "zebrafish zebrafish");
    given()
        .queryParam("q", "zebrafish")
        .get("/api/v1/search")
        .then()
        .statusCode(200)
        .body("items.name", equalTo(List.of("zebrafish", "valve")));
    given()
        .queryParam("q", "zebrafish -many")
        .queryParam("limit", 1)
        .get("/api/v2/search")
        .then()
        .statusCode(200)
        .body("items.name", equalTo(List.of("zebrafish")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'); DROP TABLE quagga; --",
        "' OR 'quagga'='quagga",
        "quagga & | !",
        "\"",
        ":*",
        "   "
      })
  void anyTextIsAQuestion(String q) {
    given()
        .queryParam("q", q)
        .get("/api/v1/search")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?q=", "?q=%00", "?q=a&limit=0", "?q=a&limit=101"})
  void badInputIsRefused(String query) {
    given()
        .urlEncodingEnabled(false)
        .get("/api/v1/search" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void wordsAreFoundByTheirIndex() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(MANY);
      statement.execute("SELECT gin_clean_pending_list('resource_by_words')");
      statement.execute("ANALYZE resource");
      statement.execute("SET LOCAL enable_seqscan = off");
      String sql = Search.FIND.replace(":q", "'quagga'").replace(":rows", "20");
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      connection.rollback();
      assertTrue(plan.toString().contains("resource_by_words"), plan.toString());
    }
  }

  private static void create(String name, String description) {
    bearer(userToken())
        .body(Map.of("name", name, "description", description))
        .post("/api/v1/resources")
        .then()
        .statusCode(201);
  }
}
