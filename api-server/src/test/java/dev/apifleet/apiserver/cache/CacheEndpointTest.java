package dev.apifleet.apiserver.cache;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.logIn;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class CacheEndpointTest {

  private static final String V1 = "/api/v1/admin/cache";

  @ToRedis Link wire;
  @Inject RedisDataSource redis;
  @Inject Caches caches;

  @BeforeEach
  @AfterEach
  void ready() {
    Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              wire.mend();
              return caches.report().redis().equals("up");
            });
    Client.awaitReady();
  }

  @ParameterizedTest
  @ValueSource(strings = {V1, "/api/v2/admin/cache"})
  void tellsHowTheCachesDo(String path) {
    int id = createResource("pump");
    given().get("/api/v1/resources/" + id).then().statusCode(200);
    bearer(admin())
        .get(path)
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"))
        .body("redis", equalTo("up"))
        .body("caches.find { it.name == 'resource-2' }.reads", greaterThan(0));
  }

  @Test
  void clearingReachesTheFleetWhileRedisIsThere() {
    bearer(admin()).post(V1 + "/clear").then().statusCode(200).body("scope", equalTo("fleet"));
  }

  @Test
  void clearingHoldsHereAtLeastWhileRedisIsAway() {
    String token = admin();
    wire.cut();
    Awaitility.await().until(() -> caches.report().redis().equals("away"));
    bearer(token).post(V1 + "/clear").then().statusCode(202).body("scope", equalTo("instance"));
  }

  @Test
  void onlyWhoMayLooksAndClears() {
    given().get(V1).then().statusCode(401);
    given().post(V1 + "/clear").then().statusCode(401);
    bearer(userToken()).get(V1).then().statusCode(403);
    bearer(userToken()).post(V1 + "/clear").then().statusCode(403);
  }

  @Test
  void resourcesCarryTheTagsByWhichTheirWritesPurgeThem() {
    int id = createResource("pump");
    for (String version : new String[] {"v1", "v2"}) {
      given()
          .get("/api/" + version + "/resources/" + id)
          .then()
          .header("Cache-Tag", equalTo("resource, resource-" + id));
      given()
          .get("/api/" + version + "/resources")
          .then()
          .header("Cache-Tag", equalTo("resources"));
    }
    bearer(userToken()).delete("/api/v1/resources/" + id).then().statusCode(204);
    Awaitility.await()
        .atMost(Duration.ofSeconds(1))
        .until(
            () ->
                redis
                    .sortedSet(String.class)
                    .zscore("apifleet:cache:purges", "tag\nresource-" + id)
                    .isPresent());
  }

  private static String admin() {
    return logIn("admin@example.com", "admin123").then().statusCode(200).extract().path("token");
  }
}
