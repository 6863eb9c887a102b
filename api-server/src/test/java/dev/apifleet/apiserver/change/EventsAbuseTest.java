package dev.apifleet.apiserver.change;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class EventsAbuseTest {

  private static final String EVENTS = "/api/v1/events";

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type=';DROP TABLE change;--",
        "type=resource' OR '1'='1",
        "id=1 OR 1=1",
        "id=-1",
        "id=99999999999999999999",
        "after='",
        "after=1;SELECT pg_sleep(9)",
        "after=1e3"
      })
  void strangeParametersAreRefused(String query) {
    String[] parts = query.split("=", 2);
    given()
        .queryParam(parts[0], parts[1])
        .get(EVENTS)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(parts[0]));
  }

  @Test
  void strangeLastEventIdIsRefused() {
    given().header("Last-Event-ID", "1' OR '1'='1").get(EVENTS).then().statusCode(400);
  }

  @Test
  void forgedTokenIsRefused() {
    String[] parts = Client.userToken().split("\\.");
    Client.bearer(parts[0] + "." + parts[1] + ".AAAA").get(EVENTS).then().statusCode(401);
    Client.bearer("x.y.z").get(EVENTS).then().statusCode(401);
  }

  @Test
  void headOfAStreamEnds() throws Exception {
    try (java.net.Socket socket =
        new java.net.Socket("127.0.0.1", io.restassured.RestAssured.port)) {
      socket.setSoTimeout(5000);
      String asked = "HEAD /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(asked.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      String head = new String(socket.getInputStream().readAllBytes());
      org.junit.jupiter.api.Assertions.assertTrue(head.startsWith("HTTP/1.1 200 "), head);
    }
  }
}
