package dev.apifleet.apiserver.admin;

import static dev.apifleet.apiserver.Client.bearer;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(NoDemoTest.NoDemo.class)
@WithTestResource(Backends.class)
class NoDemoTest {

  /** As in production. */
  public static final class NoDemo implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("apiserver.demo", "false");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/crash",
        "/admin/recover",
        "/admin/crash/",
        "/admin//crash",
        "//admin/crash",
        "/admin/./crash",
        "/x/../admin/crash",
        "/admin/%63rash",
        "/admin/crash;a=b",
        "/admin;a=b/crash",
        "/api//v1/admin//crash",
        "/api/v1/admin/crash",
        "/api/v2/admin/crash"
      })
  void nobodyFindsAWayToCrashAnInstance(String path) {
    given()
        .urlEncodingEnabled(false)
        .post(path)
        .then()
        .statusCode(404)
        .body("error", equalTo("not-found"));
    bearer("forged.token.here").urlEncodingEnabled(false).post(path).then().statusCode(404);
    given().urlEncodingEnabled(false).delete(path).then().statusCode(404);
    given().get("/api/v1/status").then().statusCode(200);
  }
}
