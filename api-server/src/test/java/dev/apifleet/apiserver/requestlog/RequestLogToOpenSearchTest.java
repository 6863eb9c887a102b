package dev.apifleet.apiserver.requestlog;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import dev.apifleet.apiserver.requestlog.SearchNode.ToSearchNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
@WithTestResource(SearchNode.class)
class RequestLogToOpenSearchTest {

  private static final String INDEX = "/apifleet-requests-*";

  @ToDatabase Link wire;
  @ToSearchNode SearchNode node;
  @Inject RequestLog log;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void requestsArriveInTheIndexOfTheirDay() {
    String name = requests(3);
    soon().until(() -> found(name) == 3);
    String mapping = node.get(INDEX + "/_mapping");
    assertTrue(mapping.matches(".*apifleet-requests-\\d{4}\\.\\d\\d\\.\\d\\d.*"), mapping);
    String type = JsonPath.from(mapping).getString("values()[0].mappings.properties.path.type");
    assertEquals("keyword", type);
  }

  @Test
  void nodeThatGoesAndComesBackMissesNothing() {
    String before = requests(2);
    soon().until(() -> found(before) == 2);
    node.end();
    String meanwhile = requests(20);
    soon().until(() -> state().state().equals("away"));
    given().get("/api/v1/status").then().statusCode(200);
    node.begin();
    soon().until(() -> found(meanwhile) == 20);
    soon().until(() -> state().state().equals("writing"));
    assertEquals(2, found(before));
    assertEquals(0, state().dropped());
  }

  @Test
  void databaseAwayDoesNotKeepTheLogFromTheIndex() {
    wire.cut();
    try {
      String name = requests(4);
      soon().until(() -> found(name) == 4);
    } finally {
      wire.mend();
      Client.awaitReady();
    }
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
  }

  private static String requests(int count) {
    String name = UUID.randomUUID().toString();
    for (int i = 0; i < count; i++) {
      given().header("x-request-id", name).get("/api/v1/status").then().statusCode(200);
    }
    return name;
  }

  private SinkState state() {
    return log.states().stream()
        .filter(state -> state.sink().equals("elasticsearch"))
        .findFirst()
        .orElseThrow();
  }

  private int found(String name) {
    node.post(INDEX + "/_refresh", "");
    String query = "{\"query\": {\"term\": {\"requestId\": \"" + name + "\"}}}";
    return JsonPath.from(node.post(INDEX + "/_search", query)).getInt("hits.total.value");
  }
}
