package dev.apifleet.apiserver.database;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
    value = Backends.class,
    initArgs = @ResourceArg(name = Backends.LATE_DATABASE, value = "true"))
class LateDatabaseTest {

  @ToDatabase Link wire;

  @Test
  void startsBeforeItsDatabase() {
    given().get("/health/live").then().statusCode(200);
    given().get("/health/ready").then().statusCode(503);
    given()
        .get("/api/v1/resources")
        .then()
        .statusCode(503)
        .body("error", equalTo("database-unavailable"));
    wire.mend();
    await().until(Client::isReady);
    Client.logIn("user@example.com", "user123").then().statusCode(200);
  }
}
