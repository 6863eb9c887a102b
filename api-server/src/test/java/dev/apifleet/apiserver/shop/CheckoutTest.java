package dev.apifleet.apiserver.shop;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Backends.class)
class CheckoutTest {

  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void orderIsPlacedAndReadAgain() {
    int pump = createResource("pump");
    int hose = createResource("hose");
    String body =
        "{\"items\":[{\"resourceId\":%d,\"quantity\":2},{\"resourceId\":%d,\"quantity\":1}]}"
            .formatted(pump, hose);
    ValidatableResponse placed =
        bearer(userToken())
            .body(body)
            .post("/api/v2/checkout")
            .then()
            .statusCode(201)
            .body("owner", equalTo("user@example.com"))
            .body("status", equalTo("placed"))
            .body("items.name", equalTo(List.of("pump", "hose")))
            .body("items.quantity", equalTo(List.of(2, 1)));
    int id = placed.extract().path("id");
    placed.header("Location", endsWith("/api/v2/orders/" + id));
    String read = bearer(userToken()).get("/api/v1/orders/" + id).asString();
    assertEquals(placed.extract().asString(), read);
  }

  @Test
  void ordersAreForWhoPlacedThem() {
    int id = order(userToken());
    String pro = token("pro@example.com", "pro123");
    bearer(pro).get("/api/v1/orders/" + id).then().statusCode(404);
    bearer(pro)
        .get("/api/v1/orders?limit=100")
        .then()
        .statusCode(200)
        .body("items.id", not(hasItem(id)))
        .body("items.owner", everyItem(equalTo("pro@example.com")));
    String admin = token("admin@example.com", "admin123");
    bearer(admin).get("/api/v1/orders/" + id).then().statusCode(200);
    bearer(admin).get("/api/v1/orders").then().statusCode(200).body("items.id", hasItem(id));
  }

  @Test
  void clientsCannotSetWhatIsNotTheirs() {
    Map<String, Object> item =
        Map.of("resourceId", createResource("pump"), "quantity", 1, "name", "x", "price", 0);
    bearer(userToken())
        .body(
            Map.of("items", List.of(item), "owner", "admin@example.com", "status", "paid", "id", 1))
        .post("/api/v1/checkout")
        .then()
        .statusCode(201)
        .body("owner", equalTo("user@example.com"))
        .body("status", equalTo("placed"))
        .body("items[0].name", equalTo("pump"));
  }

  @Test
  void checkoutThatIsRepeatedIsDoneOnce() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = basket(createResource("pump"));
    int first = checkout(key, body).statusCode(201).extract().path("id");
    checkout(key, body)
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .body("id", equalTo(first));
  }

  @Test
  void placedOrderIsToldToItsOwnerAlone() throws SQLException {
    int id = order(userToken());
    try (Connection connection = dataSource.getConnection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT owner FROM change WHERE type = 'order' AND subject_id = " + id)) {
      rows.next();
      assertEquals("user@example.com", rows.getString(1));
    }
  }

  @Test
  void orderOfWhatIsNotThereLeavesNothing() throws SQLException {
    int before = orders();
    bearer(userToken())
        .body(basket(987654321))
        .post("/api/v1/checkout")
        .then()
        .statusCode(422)
        .body("field", equalTo("resourceId"));
    assertEquals(before, orders());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|items",
        "{\"items\":[]}|items",
        "{\"items\":[{\"quantity\":1}]}|resourceId",
        "{\"items\":[{\"resourceId\":1,\"quantity\":0}]}|quantity",
        "{\"items\":[{\"resourceId\":1,\"quantity\":1001}]}|quantity",
        "{\"items\":[{\"resourceId\":-1,\"quantity\":1}]}|resourceId"
      })
  void badInputNamesTheField(String body, String field) {
    bearer(userToken())
        .body(body)
        .post("/api/v1/checkout")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null",
        "[]",
        "{\"items\":[null]}",
        "{\"items\":[{\"resourceId\":\"1; DROP TABLE orders\",\"quantity\":1}]}"
      })
  void whatIsNoBasketIsRefused(String body) {
    bearer(userToken()).body(body).post("/api/v1/checkout").then().statusCode(400);
  }

  @Test
  void strangersAndForgersOrderNothing() {
    given()
        .contentType("application/json")
        .body(basket(1))
        .post("/api/v1/checkout")
        .then()
        .statusCode(401);
    bearer("forged.token.here").body(basket(1)).post("/api/v1/checkout").then().statusCode(401);
    given().get("/api/v1/orders").then().statusCode(401);
    bearer(userToken()).get("/api/v1/orders/1%20OR%201=1").then().statusCode(404);
  }

  private static ValidatableResponse checkout(String key, Map<String, Object> body) {
    return bearer(userToken())
        .header("Idempotency-Key", key)
        .body(body)
        .post("/api/v1/checkout")
        .then();
  }

  private static int order(String token) {
    return bearer(token)
        .body(basket(createResource("pump")))
        .post("/api/v1/checkout")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static Map<String, Object> basket(int resource) {
    return Map.of("items", List.of(Map.of("resourceId", resource, "quantity", 1)));
  }

  private static String token(String email, String password) {
    return Client.logIn(email, password).path("token");
  }

  private int orders() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM orders")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
