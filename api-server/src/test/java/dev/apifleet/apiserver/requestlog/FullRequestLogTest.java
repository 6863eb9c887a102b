package dev.apifleet.apiserver.requestlog;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that has no room left costs entries, and no request. */
@QuarkusTest
@TestProfile(FullRequestLogTest.Small.class)
@WithTestResource(Backends.class)
class FullRequestLogTest {

  /** Room for little. */
  public static final class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "apiserver.request-log.capacity", "64",
          "apiserver.request-log.batch", "16",
          "apiserver.request-log.probes", "true");
    }
  }

  private static final Pattern DROPPED =
      Pattern.compile("apiserver_request_log_dropped_total\\{(?=.*full)(?=.*postgresql).*\\} (.+)");

  @ToDatabase Link wire;

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
  void requestsGoOnAndWhatIsDroppedIsCounted() {
    double before = dropped();
    wire.cut();
    for (int i = 0; i < 300; i++) {
      assertEquals(200, given().get("/api/v1/status").statusCode());
    }
    await().until(() -> dropped() - before >= 300 - 64 - 16);
    wire.mend();
    Client.awaitReady();
    await().until(() -> buffered() == 0);
    double after = dropped();
    given().get("/api/v1/status").then().statusCode(200);
    assertEquals(after, dropped());
  }

  @Test
  void probesAreToldWhereThatIsConfigured() {
    String token = Client.logIn("admin@example.com", "admin123").path("token");
    await()
        .until(
            () ->
                Client.bearer(token)
                    .get("/api/v1/admin/requests?limit=100")
                    .<List<String>>path("items.path")
                    .stream()
                    .anyMatch(path -> path.startsWith("/health")));
  }

  private static double dropped() {
    return metric(DROPPED);
  }

  private static double buffered() {
    return metric(Pattern.compile("apiserver_request_log_buffered\\{(?=.*postgresql).*\\} (.+)"));
  }

  private static double metric(Pattern line) {
    Matcher found = line.matcher(given().get("/metrics").asString());
    return found.find() ? Double.parseDouble(found.group(1)) : -1;
  }
}
