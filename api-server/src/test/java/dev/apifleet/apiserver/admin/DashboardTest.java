package dev.apifleet.apiserver.admin;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class DashboardTest {

  private static final String PATH = "/api/v1/admin/dashboard";

  @ToDatabase Link wire;
  private String admin;

  @BeforeEach
  void logIn() {
    Client.awaitReady();
    admin = Client.logIn("admin@example.com", "admin123").path("token");
  }

  @AfterEach
  void mend() {
    wire.mend();
    Client.awaitReady();
  }

  @Test
  void everythingIsSeenAtAGlance() {
    bearer(admin)
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("parts.instance.data.id", equalTo("api-server-7"))
        .body("parts.instance.data.uptimeSeconds", greaterThanOrEqualTo(0))
        .body("parts.counts.data", hasKey("resource"))
        .body("parts.counts.data", hasKey("request_log"))
        .body("parts.changes.data.waiting", greaterThanOrEqualTo(0))
        .body("parts.pools.status", equalTo("available"))
        .body("parts.pools.data.size()", greaterThanOrEqualTo(1))
        .body("parts.requestLog.data.postgresql.state", equalTo("writing"))
        .body("parts.circuitBreakers.data.external", equalTo("closed"));
  }

  @Test
  void partThatIsAwayDoesNotTakeTheOthersWithIt() {
    wire.freeze();
    bearer(admin)
        .get(PATH)
        .then()
        .statusCode(200)
        .time(lessThan(2500L))
        .body("parts.counts.status", equalTo("unavailable"))
        .body("parts.counts.data", nullValue())
        .body("parts.changes.status", equalTo("unavailable"))
        .body("parts.instance.status", equalTo("available"));
  }

  @Test
  void onlyThoseWhoMaySeeIt() {
    given().get(PATH).then().statusCode(401);
    bearer(userToken()).get(PATH).then().statusCode(403);
    bearer(admin).get("/api/v2/admin/dashboard").then().statusCode(200);
  }
}
