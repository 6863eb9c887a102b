package dev.apifleet.apiserver.admin;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class CrashTest {

  private String admin;

  @BeforeEach
  void logIn() {
    Client.awaitReady();
    admin = Client.logIn("admin@example.com", "admin123").path("token");
  }

  @AfterEach
  void recover() {
    bearer(admin).post("/admin/recover").then().statusCode(200).body("fault", nullValue());
  }

  @Test
  void instanceAnswersSlowErrorsUntilToldOtherwise() {
    given().header("Authorization", "Bearer " + admin).post("/admin/crash").then().statusCode(200);
    long start = System.nanoTime();
    given()
        .get("/api/v1/status")
        .then()
        .statusCode(500)
        .contentType("application/problem+json")
        .body("error", equalTo("simulated-crash"));
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(950).toNanos());
    given()
        .header("Authorization", "Bearer " + admin)
        .delete("/admin/crash")
        .then()
        .statusCode(200);
    given().get("/api/v1/status").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/crash", "/api/v1/admin/crash", "/api/v2/admin/crash"})
  void crashCanBeShaped(String path) {
    bearer(admin)
        .body(Map.of("delayMillis", 0, "status", 503))
        .post(path)
        .then()
        .statusCode(200)
        .body("instanceId", equalTo("api-server-7"))
        .body("fault.status", equalTo(503));
    given().get("/api/v2/me").then().statusCode(503);
    bearer(admin).delete(path).then().statusCode(200).body("fault", nullValue());
    given().get("/api/v1/status").then().statusCode(200);
  }

  @Test
  void probesAndMetricsStayUp() {
    bearer(admin).body("{}").post("/admin/crash").then().statusCode(200);
    given().get("/health/live").then().statusCode(200);
    given().get("/health/ready").then().statusCode(200);
    given().get("/metrics").then().statusCode(200);
  }

  @Test
  void onlyThoseWhoMayCrashAnInstance() {
    given().post("/admin/crash").then().statusCode(401);
    bearer("forged.token.here").post("/admin/crash").then().statusCode(401);
    bearer(userToken()).post("/admin/crash").then().statusCode(403);
    given().get("/api/v1/status").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": 200}",
        "{\"status\": 600}",
        "{\"delayMillis\": -1}",
        "{\"delayMillis\": 99999}",
        "{\"status\": \"x\"}"
      })
  void badInputIsRefused(String body) {
    bearer(admin).body(body).post("/admin/crash").then().statusCode(400);
    given().get("/api/v1/status").then().statusCode(200);
  }
}
