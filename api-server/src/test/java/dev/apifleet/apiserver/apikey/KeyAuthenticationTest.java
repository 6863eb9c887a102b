package dev.apifleet.apiserver.apikey;

import static dev.apifleet.apiserver.apikey.KeyAdmin.make;
import static dev.apifleet.apiserver.apikey.KeyAdmin.makeUser;
import static dev.apifleet.apiserver.apikey.KeyAdmin.revoke;
import static dev.apifleet.apiserver.apikey.KeyAdmin.statusOf;
import static dev.apifleet.apiserver.apikey.KeyAdmin.with;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.apikey.KeyAdmin.Made;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import dev.apifleet.apiserver.hash.Sha256;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class KeyAuthenticationTest {

  private static final String OPEN = "/api/v1/status";

  @ToDatabase Link database;
  @ToRedis Link redis;
  @Inject RedisDataSource store;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @AfterEach
  void mend() {
    redis.mend();
    database.mend();
    Client.awaitReady();
    await().until(() -> Client.bearer("a-session").get(OPEN).statusCode() == 401);
  }

  @Test
  void keyIsTakenFromEitherHeader() {
    Made made = makeUser();
    assertEquals(201, statusOf(made.key()));
    Client.bearer(made.key())
        .body(Map.of("name", "pump"))
        .post("/api/v1/resources")
        .then()
        .statusCode(201);
  }

  @Test
  void keyCannotDoWhatItsRolesDoNotPermit() {
    String bare = make(Map.of()).key();
    with(bare).get(OPEN).then().statusCode(200);
    assertEquals(403, statusOf(bare));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {OPEN, "/api/v1/resources", "/.well-known/jwks.json", "/nothing", "/health"})
  void badCredentialIsNeverAnonymous(String path) {
    String forged = KeyFormat.generate(new java.security.SecureRandom());
    for (String bad : List.of(forged, forged.substring(1), altered(forged), "x", "ä'; --", "a.b")) {
      given().header("X-API-Key", bad).get(path).then().statusCode(401);
      given()
          .header("Authorization", "Bearer " + bad)
          .get(path)
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .body("error", equalTo("invalid-credential"));
    }
    given().header("Authorization", "Basic dTpw").get(path).then().statusCode(401);
    given().header("X-API-Key", "").get(path).then().statusCode(401);
  }

  @Test
  void alteredKeyIsRefused() {
    String key = makeUser().key();
    assertEquals(401, statusOf(altered(key)));
    assertEquals(401, statusOf(key.toUpperCase(java.util.Locale.ROOT)));
    assertEquals(401, statusOf(Sha256.of(key)));
    assertEquals(201, statusOf(key));
  }

  private static String altered(String key) {
    char last = key.charAt(key.length() - 1) == '0' ? '1' : '0';
    return key.substring(0, key.length() - 1) + last;
  }

  @Test
  void moreThanOneCredentialIsRefused() {
    String key = makeUser().key();
    with(key)
        .header("Authorization", "Bearer " + Client.userToken())
        .get(OPEN)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("error", equalTo("ambiguous-authorization"));
    given().header("X-API-Key", key, key).get(OPEN).then().statusCode(400);
  }

  @Test
  void expiredKeyIsRefused() {
    Made made = makeUser();
    KeyAdmin.rotate(KeyAdmin.admin(), made.id(), 1).then().statusCode(201);
    await().atMost(Duration.ofSeconds(20)).until(() -> statusOf(made.key()) == 401);
  }

  @Test
  void revokedKeyIsRefusedWithinASecond() {
    Made made = makeUser();
    assertEquals(201, statusOf(made.key()));
    revoke(made.id());
    await().atMost(Duration.ofSeconds(1)).until(() -> statusOf(made.key()) == 401);
  }

  @Test
  void sessionIsBelievedAsABearerAlone() {
    String session = "s-" + Instant.now();
    store
        .hash(String.class)
        .hset(
            "apifleet:session:" + Sha256.of(session),
            Map.of("subject", "user@example.com", "tier", "free", "roles", "user"));
    Client.bearer(session)
        .body(Map.of("name", "pump"))
        .post("/api/v1/resources")
        .then()
        .statusCode(201);
    with(session).get(OPEN).then().statusCode(401);
  }

  @Test
  void withoutRedisKeysAreReadFromTheDatabase() {
    Made made = makeUser();
    redis.cut();
    assertEquals(201, statusOf(made.key()));
    given()
        .header("X-API-Key", KeyFormat.generate(new java.security.SecureRandom()))
        .get(OPEN)
        .then()
        .statusCode(401);
    Client.bearer("a-session-of-now").get(OPEN).then().statusCode(503);
  }

  /**
   * As when a collection of garbage, here or there, stops all for longer than an answer may take.
   */
  @Test
  void aHitchOfRedisIsNoOutage() {
    store.execute("CLIENT", "PAUSE", "700");
    Client.bearer("another-session-of-now").get(OPEN).then().statusCode(401);
  }

  @Test
  void withoutRedisAndDatabaseNobodyIsRefused() {
    Made made = makeUser();
    String forged = KeyFormat.generate(new java.security.SecureRandom());
    redis.cut();
    database.cut();
    for (String key : List.of(made.key(), forged)) {
      with(key)
          .get(OPEN)
          .then()
          .statusCode(503)
          .header("Retry-After", "1")
          .body("error", equalTo("credentials-unavailable"));
    }
    given().get(OPEN).then().statusCode(200);
  }

  @Test
  void demoKeyIsAnAdministratorAndLastsAsLongAsTheDemo() {
    Response list = with("admin-token-dev").get(KeyAdmin.KEYS + "?limit=100");
    list.then().statusCode(200);
    int id = list.path("items.find { it.name == 'Demo' }.id");
    KeyAdmin.admin().delete(KeyAdmin.KEYS + "/" + id).then().statusCode(409);
    KeyAdmin.rotate(KeyAdmin.admin(), id, 0).then().statusCode(409);
    Client.bearer("admin-token-dev").get(KeyAdmin.KEYS).then().statusCode(200);
  }
}
