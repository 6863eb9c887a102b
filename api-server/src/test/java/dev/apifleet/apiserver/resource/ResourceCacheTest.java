package dev.apifleet.apiserver.resource;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ResourceCacheTest {

  private static final String PATH = "/api/v1/resources/";

  @ToRedis Link wire;
  @Inject RedisDataSource redis;
  @Inject RedisResources cache;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @AfterEach
  void mend() {
    wire.mend();
    Awaitility.await().ignoreExceptions().until(this::cacheWorks);
  }

  @Test
  void secondReadComesFromRedis() {
    int id = createResource("pump");
    read(id, "pump");
    String cached = redis.value(String.class).get("apiserver:resource:1:" + id);
    redis.value(String.class).set("apiserver:resource:1:" + id, cached.replace("pump", "marked"));
    read(id, "marked");
  }

  @Test
  void writesAreSeenAtOnce() {
    int id = createResource("pump");
    read(id, "pump");
    update(id, "pump 2");
    read(id, "pump 2");
    bearer(userToken()).delete(PATH + id).then().statusCode(204);
    given().get(PATH + id).then().statusCode(404);
  }

  @Test
  void slowReaderCannotStoreWhatItReadBeforeAWrite() {
    int id = createResource("pump");
    ResourceView before = given().get(PATH + id).as(ResourceView.class);
    update(id, "pump 2");
    cache.fill(before).await().atMost(Duration.ofSeconds(5));
    read(id, "pump 2");
  }

  @Test
  void redisGoneIsNotNoticed() {
    int id = createResource("pump");
    wire.cut();
    for (int i = 0; i < 20; i++) {
      read(id, "pump");
    }
    update(id, "pump 2");
    read(id, "pump 2");
    given().get("/health/ready").then().statusCode(200);
  }

  @Test
  void redisHangingCostsFewRequestsALittle() {
    int id = createResource("pump");
    wire.freeze();
    for (int i = 0; i < 8; i++) {
      read(id, "pump");
    }
    long start = System.nanoTime();
    read(id, "pump");
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertTrue(millis < 150, "took " + millis + " ms though the breaker is open");
  }

  private boolean cacheWorks() {
    cache.get(0).await().atMost(Duration.ofSeconds(1));
    return true;
  }

  private static void read(int id, String name) {
    given().get(PATH + id).then().statusCode(200).body("name", equalTo(name));
  }

  private static void update(int id, String name) {
    bearer(userToken()).body(Map.of("name", name)).put(PATH + id).then().statusCode(200);
  }
}
