package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.identity.People.meStatus;
import static dev.apifleet.apiserver.identity.People.refresh;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import dev.apifleet.apiserver.hash.Sha256;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class RevocationTest {

  private static final String ISSUER = "apifleet-api-server";

  @ToRedis Link wire;
  @Inject RedisDataSource redis;
  @Inject SessionStore store;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @AfterEach
  void mend() {
    wire.mend();
    await().ignoreExceptions().until(() -> store.find("none").await().indefinitely().isEmpty());
  }

  @Test
  void logoutIsToldToTheGateways() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    redis.pubsub(String.class).subscribe("apifleet:identity", heard::add);
    String token = People.make("user").login().path("token");
    bearer(token).post("/api/v1/auth/logout").then().statusCode(204);
    String key = Revocation.tokenKey(ISSUER, (String) claims(token).get("jti"));
    long left = redis.key().ttl(key);
    assertTrue(left > 86_000 && left <= 86_402, "" + left);
    await().until(() -> heard.contains(key));
  }

  @Test
  void aDisabledSubjectIsToldToTheGateways() throws Exception {
    People person = People.make("user");
    String token = person.login().path("token");
    person.change(Map.of("enabled", false)).then().statusCode(200);
    String before = redis.value(String.class).get(Revocation.subjectKey(ISSUER, person.email()));
    assertTrue(Long.parseLong(before) > (Long) claims(token).get("iat"), before);
  }

  @Test
  void aRevocationByAnotherHandIsHeard() throws Exception {
    String token = People.make("user").login().path("token");
    assertEquals(200, meStatus(token));
    redis
        .value(String.class)
        .setex(Revocation.tokenKey(ISSUER, (String) claims(token).get("jti")), 60, "1");
    await().atMost(Duration.ofSeconds(3)).until(() -> meStatus(token) == 401);
  }

  @Test
  void aRevocationIsHeardAcrossAHitchOfRedis() throws Exception {
    String token = People.make("user").login().path("token");
    redis
        .value(String.class)
        .setex(Revocation.tokenKey(ISSUER, (String) claims(token).get("jti")), 60, "1");
    redis.execute("CLIENT", "PAUSE", "300");
    assertEquals(401, meStatus(token));
  }

  @Test
  void anEmptiedRedisIsFilledAgain() throws Exception {
    People person = People.make("user");
    String token = person.login().path("token");
    bearer(token).post("/api/v1/auth/logout").then().statusCode(204);
    person.change(Map.of("tier", "pro")).then().statusCode(200);
    String byToken = Revocation.tokenKey(ISSUER, (String) claims(token).get("jti"));
    String bySubject = Revocation.subjectKey(ISSUER, person.email());
    String before = redis.value(String.class).get(bySubject);
    redis.flushall();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> redis.key().exists(byToken) && redis.key().exists(bySubject));
    assertEquals(before, redis.value(String.class).get(bySubject));
  }

  @Test
  void whatWasRevokedWhileRedisWasAwayIsToldWhenItIsBack() {
    People person = People.make("user");
    Response login = person.login();
    Response opaque = person.login("session");
    String admin = People.adminToken();
    wire.cut();
    bearer(admin)
        .body(Map.of("enabled", false))
        .patch("/api/v1/admin/users/" + person.id())
        .then()
        .statusCode(200);
    assertEquals(401, meStatus(login.path("token")));
    wire.mend();
    String key = Revocation.subjectKey(ISSUER, person.email());
    String session = "apifleet:session:" + Sha256.of(opaque.path("token"));
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> redis.key().exists(key) && !redis.key().exists(session));
    refresh(login.path("refreshToken")).then().statusCode(401);
  }

  @Test
  void tokensStandForThemselvesWhileRedisIsAway() {
    String token = People.make("user").login().path("token");
    wire.cut();
    assertEquals(200, meStatus(token));
    wire.mend();
    wire.freeze();
    assertEquals(200, meStatus(token));
  }

  private static Map<String, Object> claims(String token) throws Exception {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return JsonUtil.parseJson(new String(claims, StandardCharsets.UTF_8));
  }
}
