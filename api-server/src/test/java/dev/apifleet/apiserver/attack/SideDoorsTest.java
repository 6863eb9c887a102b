package dev.apifleet.apiserver.attack;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks on what the OpenAPI document does not tell of. */
@QuarkusTest
@WithTestResource(Backends.class)
class SideDoorsTest {

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void methodsThatClientsInventMakeNoMetrics() {
    IntStream.range(0, 50).forEach(i -> given().request("BREW" + i, "/api/v1/status"));
    given().request("BREW", "/api/v1/resources/1");
    given().get("/api/v1/status").then().statusCode(200);
    await().until(() -> metrics().contains("http_server_requests_seconds_count"));
    assertFalse(metrics().contains("BREW"), metrics());
  }

  @Test
  void pathsThatClientsInventMakeNoMetrics() {
    IntStream.range(0, 50).forEach(i -> given().get("/invented" + i + "/path"));
    IntStream.range(0, 50).forEach(i -> given().get("/api/v1/resources/" + (777_000 + i)));
    assertFalse(metrics().contains("invented"), metrics());
    assertFalse(metrics().contains("77700"), metrics());
  }

  @Test
  void whatTheGraphLeavesBehindOnAThreadDoesNotBreakOtherRequests() {
    for (String query : List.of("{me{email}}", "{nothing}", "{", "{resource(id:\"x\"){id}}")) {
      IntStream.range(0, 10)
          .forEach(i -> bearer(userToken()).body(Map.of("query", query)).post("/graphql"));
    }
    IntStream.range(0, 20)
        .forEach(i -> given().get("/api/v1/events?after=x").then().statusCode(400));
  }

  @Test
  void answersOfTheGraphAreKeptByNoCache() {
    String query = "{me{email}}";
    bearer(userToken())
        .queryParam("query", query)
        .get("/graphql")
        .then()
        .statusCode(200)
        .body(containsString("user@example.com"))
        .header("Cache-Control", containsString("no-store"));
    bearer(userToken())
        .body(Map.of("query", query))
        .post("/graphql")
        .then()
        .header("Cache-Control", containsString("no-store"));
  }

  /**
   * A socket outlives the token that opened it, and what a token may do is asked at its opening.
   */
  @Test
  void socketsOfTheGraphTakeSubscriptionsAlone() throws Exception {
    String token = userToken();
    List<String> heard = new CopyOnWriteArrayList<>();
    WebSocket socket = open(token, heard);
    socket.sendText(new JsonObject().put("type", "connection_init").encode(), true).get();
    await().until(() -> heard.stream().anyMatch(text -> text.contains("connection_ack")));
    bearer(token).post("/api/v1/auth/logout").then().statusCode(204);
    JsonObject payload = new JsonObject().put("query", "{me{email}}");
    socket
        .sendText(
            new JsonObject()
                .put("id", "1")
                .put("type", "subscribe")
                .put("payload", payload)
                .encode(),
            true)
        .get();
    await().until(() -> heard.size() > 1);
    assertTrue(heard.stream().anyMatch(text -> text.contains("subscriptions")), "" + heard);
    assertFalse(("" + heard).contains("user@example.com"), "" + heard);
    socket.abort();
  }

  private static WebSocket open(String token, List<String> heard) throws Exception {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .subprotocols("graphql-transport-ws")
        .buildAsync(
            URI.create("ws://127.0.0.1:" + RestAssured.port + "/graphql"),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                heard.add(data.toString());
                return WebSocket.Listener.super.onText(socket, data, last);
              }
            })
        .get();
  }

  private static String metrics() {
    return given().get("/metrics").asString();
  }
}
