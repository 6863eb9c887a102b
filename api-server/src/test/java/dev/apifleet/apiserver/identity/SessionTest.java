package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.identity.People.meStatus;
import static dev.apifleet.apiserver.identity.People.refresh;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class SessionTest {

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
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> store.find("none").await().indefinitely().isEmpty());
  }

  @Test
  void aLoginSaysHowToSendAndRenewItsToken() {
    Response login = People.make("user").login();
    assertEquals("Bearer", login.path("tokenType"));
    assertEquals(86_400, login.<Integer>path("expiresIn"));
    assertEquals(64, login.<String>path("refreshToken").length());
  }

  @Test
  void aRefreshTokenGivesANewTokenAndANewRefreshToken() {
    Response login = People.make("user").login();
    Response renewed = refresh(login.path("refreshToken"));
    renewed.then().statusCode(200).header("Cache-Control", "no-store");
    assertEquals(200, meStatus(renewed.path("token")));
    assertEquals(200, meStatus(login.path("token")));
    assertNotEquals(login.<String>path("refreshToken"), renewed.path("refreshToken"));
    refresh(renewed.path("refreshToken")).then().statusCode(200);
  }

  @Test
  void anOldRefreshTokenEndsTheWholeSession() {
    Response login = People.make("user").login();
    Response renewed = refresh(login.path("refreshToken"));
    refresh(login.path("refreshToken"))
        .then()
        .statusCode(401)
        .body("error", equalTo("invalid-refresh-token"));
    refresh(renewed.path("refreshToken")).then().statusCode(401);
    assertEquals(401, meStatus(renewed.path("token")));
    assertEquals(401, meStatus(login.path("token")));
  }

  @Test
  void ofManyRefreshesAtOnceOneWins() throws Exception {
    String token = People.make("user").login().path("refreshToken");
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<Integer> attempt = () -> refresh(token).statusCode();
      List<Integer> statuses =
          threads.invokeAll(Stream.generate(() -> attempt).limit(8).toList()).stream()
              .map(done -> done.resultNow())
              .toList();
      assertEquals(1, statuses.stream().filter(status -> status == 200).count(), "" + statuses);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void strangeRefreshTokensAreRefused(String token) {
    refresh(token).then().statusCode(401).body("error", equalTo("invalid-refresh-token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"' OR '1'='1", "*\r\nFLUSHALL\r\n", "a b", ""})
  void whatIsNoRefreshTokenNamesTheField(String token) {
    refresh(token).then().statusCode(400).body("field", equalTo("refreshToken"));
  }

  @Test
  void redisHoldsNoSecret() {
    Response login = People.make("user").login();
    Response opaque = People.make("user").login("session");
    for (String key : redis.key().keys("api*:session*")) {
      String content =
          redis.key().type(key).name().equals("HASH")
              ? redis.hash(String.class).hgetall(key).toString()
              : "";
      Stream.of(login, opaque)
          .flatMap(one -> Stream.of(one.<String>path("refreshToken"), one.<String>path("token")))
          .forEach(secret -> assertFalse((key + content).contains(secret), key));
    }
  }

  @Test
  void rolesAndTierAreReadAnewByARefresh() {
    People person = People.make("user");
    Response login = person.login();
    person.change(Map.of("roles", List.of("admin"), "tier", "pro")).then().statusCode(200);
    assertEquals(401, meStatus(login.path("token")));
    Response renewed = refresh(login.path("refreshToken"));
    renewed.then().statusCode(200).body("user.role", equalTo("admin"));
    bearer(renewed.path("token")).get("/api/v1/admin/users").then().statusCode(200);
  }

  @Test
  void logoutEndsTheSessionAndItsTokens() {
    Response login = People.make("user").login();
    Response renewed = refresh(login.path("refreshToken"));
    bearer(renewed.path("token")).post("/api/v2/auth/logout").then().statusCode(204);
    assertEquals(401, meStatus(renewed.path("token")));
    assertEquals(401, meStatus(login.path("token")));
    refresh(renewed.path("refreshToken")).then().statusCode(401);
  }

  @Test
  void logoutAllEndsEverySession() {
    People person = People.make("user");
    Response one = person.login();
    Response two = person.login();
    bearer(one.path("token")).post("/api/v1/auth/logout-all").then().statusCode(204);
    assertEquals(401, meStatus(one.path("token")));
    assertEquals(401, meStatus(two.path("token")));
    refresh(two.path("refreshToken")).then().statusCode(401);
    assertEquals(200, meStatus(person.login().path("token")));
  }

  @Test
  void sessionsAreListedAndEndedOneByOne() {
    People person = People.make("user");
    Response one = person.login();
    Response two = person.login("session");
    Response list = bearer(one.path("token")).get("/api/v1/auth/sessions");
    list.then().statusCode(200).body("items", hasSize(2));
    String other = list.path("items.find { !it.current }.id");
    assertEquals("session", list.path("items.find { !it.current }.kind"));
    bearer(one.path("token")).delete("/api/v1/auth/sessions/" + other).then().statusCode(204);
    refresh(two.path("refreshToken")).then().statusCode(401);
    bearer(one.path("token")).get("/api/v1/auth/sessions").then().body("items", hasSize(1));
    bearer(one.path("token")).delete("/api/v1/auth/sessions/" + other).then().statusCode(404);
  }

  @Test
  void sessionsOfOthersAreNotThere() {
    Response mine = People.make("user").login();
    String id = bearer(mine.path("token")).get("/api/v1/auth/sessions").path("items[0].id");
    for (String stranger :
        List.of(People.make("user").login().<String>path("token"), People.adminToken())) {
      bearer(stranger).delete("/api/v1/auth/sessions/" + id).then().statusCode(404);
      bearer(stranger)
          .get("/api/v1/auth/sessions")
          .then()
          .body("items.findAll { it.id == '" + id + "' }", hasSize(0));
    }
    assertEquals(200, meStatus(mine.path("token")));
    refresh(mine.path("refreshToken")).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'; DROP TABLE account; --", "*", "../../x", "%00"})
  void strangeSessionIdsAreNotThere(String id) {
    bearer(Client.userToken())
        .pathParam("id", id)
        .delete("/api/v1/auth/sessions/{id}")
        .then()
        .statusCode(404);
  }

  @Test
  void theLongestUnusedSessionGoesWhenThereAreTooMany() {
    People person = People.make("user");
    Response first = person.login();
    List<Response> others = IntStream.range(0, 20).mapToObj(number -> person.login()).toList();
    refresh(first.path("refreshToken")).then().statusCode(401);
    assertEquals(401, meStatus(first.path("token")));
    assertEquals(200, meStatus(others.getFirst().path("token")));
    bearer(others.getLast().path("token"))
        .get("/api/v1/auth/sessions")
        .then()
        .body("items", hasSize(20));
  }

  @Test
  void anOpaqueSessionIsWhatGatewaysRead() {
    People person = People.make("user");
    Response login = person.login("session");
    String key = "apifleet:session:" + Sha256.of(login.path("token"));
    Map<String, String> fields = redis.hash(String.class).hgetall(key);
    assertEquals(person.email(), fields.get("subject"));
    assertEquals("free", fields.get("tier"));
    assertEquals("user", fields.get("roles"));
    assertTrue(List.of(fields.get("scopes").split(" ")).contains("resources:create"));
    long left = Long.parseLong(fields.get("expires")) - System.currentTimeMillis() / 1000;
    assertTrue(left > 86_000 && left <= 86_400, "" + left);
    Response renewed = refresh(login.path("refreshToken"));
    assertFalse(redis.key().exists(key));
    assertTrue(redis.key().exists("apifleet:session:" + Sha256.of(renewed.path("token"))));
  }

  @Test
  void otherRolesEndOpaqueSessions() {
    People person = People.make("user");
    Response login = person.login("session");
    person.change(Map.of("tier", "pro")).then().statusCode(200);
    assertFalse(redis.key().exists("apifleet:session:" + Sha256.of(login.path("token"))));
    refresh(login.path("refreshToken")).then().statusCode(401);
  }

  @Test
  void withoutRedisALoginGivesATokenThatStandsForItself() {
    People person = People.make("user");
    String refreshToken = person.login().path("refreshToken");
    wire.cut();
    Response login = person.login("session");
    login.then().body("refreshToken", equalTo(null));
    assertEquals(200, meStatus(login.path("token")));
    refresh(refreshToken)
        .then()
        .statusCode(503)
        .header("Retry-After", "1")
        .body("error", equalTo("sessions-unavailable"));
  }

  @Test
  void whoIsNotLoggedInHasNoSessions() {
    given().get("/api/v1/auth/sessions").then().statusCode(401);
    given().post("/api/v1/auth/logout").then().statusCode(401);
    given().post("/api/v1/auth/logout-all").then().statusCode(401);
  }
}
