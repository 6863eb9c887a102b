package dev.apifleet.apiserver.status;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class StatusTest {

  @Test
  void tellsWhichInstanceAnswers() {
    given()
        .get("/api/v1/status")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("status", equalTo("ok"))
        .body("instanceId", equalTo("api-server-7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
  void isHealthy(String path) {
    Client.awaitReady();
    given().get(path).then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void countsRequestsByPathTemplate() {
    given().get("/api/v1/resources/123456");
    given()
        .get("/metrics")
        .then()
        .statusCode(200)
        .body(containsString("uri=\"/api/v1/resources/{id}\""));
  }
}
