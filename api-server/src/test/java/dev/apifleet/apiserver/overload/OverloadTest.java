package dev.apifleet.apiserver.overload;

import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OverloadTest.LittleRoom.class)
@WithTestResource(Backends.class)
class OverloadTest {

  /** An instance with twenty places, whatever latency it sees. */
  public static final class LittleRoom implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "apiserver.overload.least", "20",
          "apiserver.overload.first", "20",
          "apiserver.overload.most", "20");
    }
  }

  @TestHTTPResource URI base;
  @ToDatabase Link wire;
  @Inject Room room;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String token;
  private String basket;

  @BeforeEach
  void ready() {
    Client.awaitReady();
    token = userToken();
    basket = "{\"items\":[{\"resourceId\":%d,\"quantity\":1}]}".formatted(createResource("pump"));
  }

  @AfterEach
  void mend() {
    wire.mend();
    Client.awaitReady();
  }

  @Test
  void searchesAreRefusedBeforeOrdersWhileTheDatabaseHangs() {
    wire.freeze();
    List<CompletableFuture<HttpResponse<String>>> searches = send(30, this::search);
    await().until(() -> searches.stream().filter(CompletableFuture::isDone).count() >= 18);
    searches.stream()
        .filter(CompletableFuture::isDone)
        .map(CompletableFuture::join)
        .forEach(
            answer -> {
              assertEquals(503, answer.statusCode());
              assertTrue(answer.body().contains("\"overloaded\""), answer.body());
              assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
            });
    List<CompletableFuture<HttpResponse<String>>> orders = send(8, this::checkout);
    for (CompletableFuture<HttpResponse<String>> order : orders) {
      assertTrue(order.join().body().contains("database-unavailable"), order.join().body());
    }
    await().until(() -> room.taken() == 0);
  }

  @Test
  void probesAndMetricsAreNeverRefused() {
    wire.freeze();
    send(40, this::checkout);
    await().until(() -> room.taken() == 20);
    given().get("/health/live").then().statusCode(200);
    given().get("/metrics").then().statusCode(200);
    given().get("/api/v1/status").then().statusCode(503).body("error", equalTo("overloaded"));
    await().until(() -> room.taken() == 0);
  }

  @Test
  void offeringAnotherProtocolOpensNoSideDoor() {
    wire.freeze();
    send(40, this::checkout);
    await().until(() -> room.taken() == 20);
    for (String protocol : List.of("anything", "websocket")) {
      given()
          .header("Upgrade", protocol)
          .get("/api/v1/status")
          .then()
          .statusCode(503)
          .body("error", equalTo("overloaded"));
    }
    await().until(() -> room.taken() == 0);
  }

  @Test
  void allIsServedAgainAfterwards() {
    wire.freeze();
    List<CompletableFuture<HttpResponse<String>>> searches = send(30, this::search);
    searches.forEach(CompletableFuture::join);
    wire.mend();
    Client.awaitReady();
    assertEquals(201, checkout().join().statusCode());
    assertEquals(200, search().join().statusCode());
  }

  private static List<CompletableFuture<HttpResponse<String>>> send(
      int count, Supplier<CompletableFuture<HttpResponse<String>>> one) {
    return IntStream.range(0, count).mapToObj(i -> one.get()).toList();
  }

  private CompletableFuture<HttpResponse<String>> search() {
    return client.sendAsync(
        HttpRequest.newBuilder(base.resolve("/api/v1/search?q=pump")).build(),
        BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> checkout() {
    return client.sendAsync(
        HttpRequest.newBuilder(base.resolve("/api/v1/checkout"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(basket))
            .build(),
        BodyHandlers.ofString());
  }
}
