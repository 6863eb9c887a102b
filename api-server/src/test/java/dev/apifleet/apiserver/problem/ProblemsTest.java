package dev.apifleet.apiserver.problem;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ProblemsTest {

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void unknownPath() {
    assertProblem(given().get("/api/v1/nothing"), 404, "not-found");
    assertProblem(given().get("/nothing"), 404, "not-found");
  }

  @Test
  void idThatIsNoNumber() {
    assertProblem(given().get("/api/v1/resources/abc"), 404, "not-found");
  }

  @Test
  void wrongMethod() {
    assertProblem(given().delete("/api/v1/status"), 405, "method-not-allowed");
  }

  @Test
  void wrongMethodTellsTheRightOnes() {
    given().delete("/api/v1/status").then().header("Allow", "GET, HEAD, OPTIONS");
    bearer(userToken())
        .put("/api/v1/resources/bulk")
        .then()
        .statusCode(405)
        .header("Allow", "OPTIONS, POST");
    given()
        .options("/api/v1/resources/1")
        .then()
        .statusCode(204)
        .header("Allow", startsWith("DELETE, GET, HEAD"));
  }

  @Test
  void wrongMediaType() {
    Response answer = given().contentType("text/plain").body("x").post("/api/v1/auth/login");
    assertProblem(answer, 415, "unsupported-media-type");
  }

  @Test
  void bodyThatIsNoJson() {
    assertProblem(login("{\"email\":"), 400, "malformed-json");
    assertProblem(login("[]"), 400, "malformed-json");
    assertProblem(login("{\"email\":{}}"), 400, "malformed-json");
  }

  @Test
  void bodyThatIsTooLarge() {
    Map<String, String> body = Map.of("name", "pump", "description", "d".repeat(70_000));
    Response answer = bearer(userToken()).body(body).post("/api/v1/resources");
    assertProblem(answer, 413, "body-too-large");
  }

  @Test
  void addressThatIsTooLong() {
    given().get("/api/v1/resources?x=" + "y".repeat(8100)).then().statusCode(200);
    for (int length : new int[] {8200, 20_000}) {
      Response answer = given().get("/api/v1/resources?x=" + "y".repeat(length));
      assertProblem(answer, 414, "address-too-long");
    }
  }

  private static Response login(String body) {
    return given().contentType("application/json").body(body).post("/api/v1/auth/login");
  }

  private static void assertProblem(Response answer, int status, String error) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("error", equalTo(error))
        .body("type", notNullValue())
        .body("title", notNullValue())
        .body("detail", notNullValue());
  }
}
