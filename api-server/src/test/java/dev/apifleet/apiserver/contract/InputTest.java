package dev.apifleet.apiserver.contract;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the OpenAPI document allows is taken, and what it forbids is refused: found by fuzzing. */
@QuarkusTest
@WithTestResource(Backends.class)
class InputTest {

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "10e-1"})
  void aWholeNumberMayBeWrittenWithAPoint(String quantity) {
    order(createResource("a whole number") + ".0", quantity, 201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"1\"", "true", "1e400", "2147483648", "1e-400", "9e18", "{}"})
  void anythingElseIsNoWholeNumber(String quantity) {
    order("" + createResource("no whole number"), quantity, 400);
  }

  private static void order(String resource, String quantity, int status) {
    bearer(userToken())
        .body("{\"items\":[{\"resourceId\":" + resource + ",\"quantity\":" + quantity + "}]}")
        .post("/api/v1/checkout")
        .then()
        .statusCode(status);
  }

  @ParameterizedTest
  @CsvSource({"7, 400", "8, 201", "128, 201", "129, 400"})
  void charactersBeyondTheBasicPlaneCountOnce(int characters, int status) {
    admin()
        .contentType("application/json")
        .body(
            Map.of(
                "email",
                "counted" + characters + "@example.com",
                "name",
                "Counted",
                "password",
                "\uD83D\uDE00".repeat(characters),
                "tier",
                "free",
                "roles",
                List.of("user")))
        .post("/api/v1/admin/users")
        .then()
        .statusCode(status);
  }

  @Test
  void wordsOfAListAreNotToBeNumbered() {
    admin()
        .contentType("application/json")
        .body("{\"name\":\"numbered\",\"tier\":0}")
        .post("/api/v1/admin/api-keys")
        .then()
        .statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin/requests?to=", "admin/users?limit=", "orders?limit=", "resources?name="})
  void anEmptyParameterIsNotTakenForNone(String path) {
    admin().get("/api/v1/" + path).then().statusCode(400).body("field", notNullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "search?Q=pump, Q",
    "resources?Limit=1, Limit",
    "resources?createdafter=x, createdafter",
    "events?TYPE=resource, TYPE"
  })
  void namesOfParametersAreToldApartByCase(String path, String field) {
    given().get("/api/v1/" + path).then().statusCode(400).body("field", equalTo(field));
    given().get("/api/v2/resources?other=1").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void anEmptyPreconditionIsNotTakenForNone(String version) {
    int id = createResource("empty precondition");
    bearer(userToken())
        .header("If-Match", "")
        .delete("/api/" + version + "/resources/" + id)
        .then()
        .statusCode(400)
        .body("field", equalTo("If-Match"));
  }

  @Test
  void aPatchOfNoTypeIsRefused() {
    given()
        .header("Authorization", "Bearer " + userToken())
        .header("If-Match", "*")
        .patch("/api/v2/resources/" + createResource("patch of no type"))
        .then()
        .statusCode(415);
  }

  @Test
  void aBodyThatMayBeMissingNeedsNoType() {
    admin().post(rotation()).then().statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{\"overlap\":1.5}"})
  void aBodyThatMayBeMissingIsReadWhereItIsNot(String body) {
    admin().contentType("application/json").body(body).post(rotation()).then().statusCode(400);
  }

  private static String rotation() {
    int id =
        admin()
            .contentType("application/json")
            .body(Map.of("name", "to be replaced"))
            .post("/api/v1/admin/api-keys")
            .then()
            .extract()
            .path("id");
    return "/api/v1/admin/api-keys/" + id + "/rotate";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2030-01-31T12:00:00+23:59",
        "2030-01-31t12:00:00.5z",
        "0000-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-23:59"
      })
  void timesAreThoseOfRfc3339(String time) {
    admin().queryParam("from", time).get("/api/v1/admin/requests").then().statusCode(200);
    given().queryParam("createdAfter", time).get("/api/v1/resources").then().statusCode(200);
  }

  @Test
  void theGraphTakesNullForWhatIsUsual() {
    given()
        .contentType("application/json")
        .body(Map.of("query", "{ resources(sort: null, first: null) { next } }"))
        .post("/graphql")
        .then()
        .statusCode(200)
        .body("errors", nullValue());
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer admin-token-dev");
  }
}
