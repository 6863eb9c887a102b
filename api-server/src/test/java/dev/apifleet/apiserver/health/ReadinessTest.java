package dev.apifleet.apiserver.health;

import static dev.apifleet.apiserver.Client.createResource;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ReadinessTest {

  private static final String REDIS = "checks.find { it.name == 'redis' }.";
  private static final String DATABASE = "checks.find { it.name == 'database' }.";

  @ToDatabase Link database;
  @ToRedis Link redis;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @AfterEach
  void mend() {
    database.mend();
    redis.mend();
    Client.awaitReady();
    await().until(() -> "ok".equals(state()));
  }

  @Test
  void eachBackendIsNamed() {
    given()
        .get("/health/ready")
        .then()
        .statusCode(200)
        .body(DATABASE + "data.state", equalTo("ok"))
        .body(DATABASE + "data.schema", equalTo("current"))
        .body(REDIS + "data.state", equalTo("ok"));
  }

  @Test
  void redisAwayIsToldAndTheInstanceServesOn() {
    int id = createResource("pump");
    redis.cut();
    given()
        .get("/health/ready")
        .then()
        .statusCode(200)
        .body(REDIS + "status", equalTo("UP"))
        .body(REDIS + "data.state", equalTo("degraded"));
    given().get("/api/v1/resources/" + id).then().statusCode(200);
  }

  @Test
  void hangingRedisDoesNotHoldTheProbeUp() {
    redis.freeze();
    given()
        .get("/health/ready")
        .then()
        .statusCode(200)
        .body(REDIS + "data.state", equalTo("degraded"));
  }

  @Test
  void databaseAwayIsNotReady() {
    database.cut();
    given()
        .get("/health/ready")
        .then()
        .statusCode(503)
        .body(DATABASE + "status", equalTo("DOWN"))
        .body(DATABASE + "data.state", equalTo("away"));
  }

  private static String state() {
    return given().get("/health/ready").then().extract().path(REDIS + "data.state");
  }
}
