package dev.apifleet.apiserver.identity;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.Someone;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.hash.Sha256;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** API keys follow the account in whose name they are. */
@QuarkusTest
@WithTestResource(Backends.class)
class KeysOfAccountTest {

  @Inject RedisDataSource redis;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void theyEndAtOnceWhenItIsDisabled() {
    Someone someone = Someone.withRoles("user");
    Someone.Key one = someone.key("user");
    Someone.Key other = someone.key("user");
    assertEquals(200, me(one));
    someone.change(Map.of("enabled", false));
    withinASecond(401, () -> me(one));
    withinASecond(401, () -> me(other));
    assertEquals("false", inRedis(one, "enabled"));
  }

  @Test
  void theyDoNotComeBackWithIt() {
    Someone someone = Someone.withRoles("user");
    Someone.Key key = someone.key("user");
    someone.change(Map.of("enabled", false));
    someone.change(Map.of("enabled", true));
    withinASecond(401, () -> me(key));
  }

  @Test
  void theyEndAtOnceWhenItIsDeleted() {
    Someone someone = Someone.withRoles("user");
    Someone.Key key = someone.key("user");
    assertEquals(200, me(key));
    someone.delete();
    withinASecond(401, () -> me(key));
    assertEquals("false", inRedis(key, "enabled"));
  }

  @Test
  void theyLoseTheRolesThatItLoses() {
    Someone someone = Someone.withRoles("user", "admin");
    Someone.Key key = someone.key("user", "admin");
    assertEquals(200, admin(key));
    someone.change(Map.of("roles", List.of("user")));
    withinASecond(403, () -> admin(key));
    assertEquals(200, me(key));
    assertEquals("user", inRedis(key, "roles"));
  }

  @Test
  void gatewaysAreTold() {
    Someone someone = Someone.withRoles("user");
    String key = "apifleet:apikey:" + Sha256.of(someone.key("user").text());
    List<String> heard = new CopyOnWriteArrayList<>();
    redis.pubsub(String.class).subscribe("apifleet:identity", heard::add);
    someone.change(Map.of("enabled", false));
    Awaitility.await().until(() -> heard.contains(key));
  }

  @Test
  void othersKeysStay() {
    Someone.Key key = Someone.withRoles("user").key("user");
    Someone.withRoles("user").change(Map.of("enabled", false));
    assertEquals(200, me(key));
  }

  @Test
  void anotherNameOrTierTakesNothing() {
    Someone someone = Someone.withRoles("user");
    Someone.Key key = someone.key("user");
    someone.change(Map.of("name", "New", "tier", "pro"));
    assertEquals(200, me(key));
    assertTrue(inRedis(key, "roles").contains("user"));
  }

  private String inRedis(Someone.Key key, String field) {
    return redis.hash(String.class).hget("apifleet:apikey:" + Sha256.of(key.text()), field);
  }

  /** Each instance believes what it read of a key for half a second. */
  private static void withinASecond(int status, Callable<Integer> asked) {
    Awaitility.await().atMost(Duration.ofSeconds(1)).until(asked, found -> found == status);
  }

  private static int me(Someone.Key key) {
    return given().headers(key.header()).get("/api/v1/me").statusCode();
  }

  private static int admin(Someone.Key key) {
    return given().headers(key.header()).get("/api/v1/admin/users").statusCode();
  }
}
