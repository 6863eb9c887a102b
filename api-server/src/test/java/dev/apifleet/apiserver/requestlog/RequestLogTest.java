package dev.apifleet.apiserver.requestlog;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class RequestLogTest {

  private static final String PATH = "/api/v1/admin/requests";

  @ToDatabase Link wire;
  @Inject RequestLog log;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @AfterEach
  void mend() {
    wire.mend();
    Client.awaitReady();
  }

  @Test
  void requestIsToldWithoutWhatIsSecret() {
    String name = request(userToken(), "/api/v2/me?secret=hidden");
    Map<String, Object> entry = logged(name);
    assertEquals("/api/v2/me", entry.get("path"));
    assertEquals("GET", entry.get("method"));
    assertEquals(200, entry.get("status"));
    assertEquals("user@example.com", entry.get("subject"));
    assertEquals("free", entry.get("tier"));
    assertEquals("api-server-7", entry.get("instance"));
    assertFalse(entry.toString().contains("hidden"));
  }

  @Test
  void whoEndsSendsWhatIsLeftAndWaitsNoLonger() {
    String name = request(userToken(), "/api/v2/me");
    long start = System.nanoTime();
    log.empty();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, "took " + took);
    logged(name);
  }

  @Test
  void pathsAreToldAsTemplates() {
    assertEquals(
        "/api/v1/resources/{id}", logged(request(null, "/api/v1/resources/12345")).get("path"));
    assertEquals("unmatched", logged(request(null, "/api/v1/no/such/thing")).get("path"));
    assertNull(logged(request(null, "/api/v1/status")).get("subject"));
  }

  @Test
  void probesAndScrapesAreNotTold() {
    List<String> probes =
        Stream.of("/health", "/health/live", "/health/ready", "/metrics")
            .map(path -> request(null, path))
            .toList();
    logged(request(null, "/api/v1/status"));
    List<String> told =
        page(PATH + "?limit=100").<Map<String, Object>>getList("items").stream()
            .filter(entry -> probes.contains(entry.get("requestId")))
            .map(Object::toString)
            .toList();
    assertEquals(List.of(), told);
  }

  @Test
  void refusedRequestsAreToldToo() {
    Map<String, Object> entry = logged(request("forged.token.here", "/api/v1/me"));
    assertEquals(401, entry.get("status"));
    assertNull(entry.get("subject"));
  }

  @Test
  void everyAnswerNamesItsRequest() {
    given().get("/api/v1/status").then().header("x-request-id", not(emptyString()));
    given()
        .header("x-request-id", "<script>")
        .get("/api/v1/status")
        .then()
        .header("x-request-id", not(equalTo("<script>")));
  }

  @Test
  void filtersAndPagesHoldTogether() {
    for (int i = 0; i < 5; i++) {
      bearer(proToken()).get("/api/v1/me").then().statusCode(200);
    }
    String query = PATH + "?limit=2&status=200&subject=pro@example.com";
    await().until(() -> page(query).getString("next") != null);
    JsonPath first = page(query);
    JsonPath second = page(query + "&after=" + first.getString("next"));
    assertEquals(2, first.getList("items").size());
    assertFalse(second.getList("items.id").contains(first.getList("items.id").getLast()));
    bearer(adminToken())
        .get(query)
        .then()
        .body("items.subject", everyItem(equalTo("pro@example.com")))
        .body("items.status", everyItem(equalTo(200)));
  }

  @Test
  void timesBoundTheLog() {
    String name = request(null, "/api/v1/status");
    String at = (String) logged(name).get("at");
    bearer(adminToken())
        .queryParam("from", at)
        .queryParam("limit", 100)
        .get(PATH)
        .then()
        .statusCode(200)
        .body("items.findAll { it.requestId == '" + name + "' }", hasSize(1));
    bearer(adminToken())
        .queryParam("to", at)
        .queryParam("limit", 100)
        .get(PATH)
        .then()
        .statusCode(200)
        .body("items.findAll { it.requestId == '" + name + "' }", hasSize(0));
  }

  @Test
  void onlyAdministratorsReadTheLog() {
    given().get(PATH).then().statusCode(401);
    bearer(userToken()).get(PATH).then().statusCode(403);
  }

  @Test
  void sqlInFiltersIsText() {
    bearer(adminToken())
        .queryParam("subject", "' OR 1=1; DROP TABLE request_log; --")
        .get(PATH)
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    logged(request(null, "/api/v1/status"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=99",
        "limit=0",
        "limit=101",
        "after=x",
        "from=yesterday",
        "to=2031-13-01T00:00:00Z"
      })
  void badInputNamesTheParameter(String query) {
    bearer(adminToken())
        .get(PATH + "?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(query.split("=")[0]));
  }

  @Test
  void databaseAwayDelaysTheLogAndNoRequest() {
    wire.cut();
    String name = request(null, "/api/v1/status");
    await()
        .until(() -> given().get("/metrics").asString().contains("apiserver_request_log_buffered"));
    wire.mend();
    Client.awaitReady();
    assertEquals(200, logged(name).get("status"));
  }

  /** Sends a request under a name of its own, which is returned. */
  private static String request(String token, String path) {
    String name = UUID.randomUUID().toString();
    var request = token == null ? given() : bearer(token);
    request.header("x-request-id", name).get(path).then().header("x-request-id", equalTo(name));
    return name;
  }

  private static Map<String, Object> logged(String name) {
    return await()
        .until(
            () ->
                page(PATH + "?limit=100")
                    .<Map<String, Object>>getList(
                        "items.findAll { it.requestId == '" + name + "' }"),
            found -> found.size() == 1)
        .getFirst();
  }

  private static JsonPath page(String path) {
    return bearer(adminToken()).get(path).then().statusCode(200).extract().jsonPath();
  }

  private static String proToken() {
    return Client.logIn("pro@example.com", "pro123").path("token");
  }

  private static String adminToken() {
    return Client.logIn("admin@example.com", "admin123").path("token");
  }
}
