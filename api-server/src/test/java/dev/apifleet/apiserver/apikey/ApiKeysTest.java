package dev.apifleet.apiserver.apikey;

import static dev.apifleet.apiserver.apikey.KeyAdmin.KEYS;
import static dev.apifleet.apiserver.apikey.KeyAdmin.admin;
import static dev.apifleet.apiserver.apikey.KeyAdmin.create;
import static dev.apifleet.apiserver.apikey.KeyAdmin.make;
import static dev.apifleet.apiserver.apikey.KeyAdmin.makeUser;
import static dev.apifleet.apiserver.apikey.KeyAdmin.revoke;
import static dev.apifleet.apiserver.apikey.KeyAdmin.rotate;
import static dev.apifleet.apiserver.apikey.KeyAdmin.statusOf;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.apikey.KeyAdmin.Made;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.hash.Sha256;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ApiKeysTest {

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void keyIsToldOnceAndNeverAgain() {
    String end = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
    Response made =
        create(
            admin(),
            Map.of(
                "subject",
                "acme@example.com",
                "tier",
                "pro",
                "roles",
                List.of("user"),
                "scopes",
                List.of("orders:read", "orders:write"),
                "expiresAt",
                end));
    made.then()
        .statusCode(201)
        .header("Cache-Control", containsString("no-store"))
        .body("key", matchesPattern("afk_[0-9A-Za-z]{49}"))
        .body("createdBy", equalTo("admin@example.com"))
        .body("status", equalTo("active"))
        .body("expiresAt", equalTo(end));
    String key = made.path("key");
    admin()
        .get(made.header("Location"))
        .then()
        .statusCode(200)
        .body("key", nullValue())
        .body("prefix", equalTo(key.substring(0, 12)))
        .body("subject", equalTo("acme@example.com"))
        .body("tier", equalTo("pro"))
        .body("roles", contains("user"))
        .body("scopes", contains("orders:read", "orders:write"));
    String list = admin().get(KEYS + "?limit=100").then().statusCode(200).extract().asString();
    assertEquals(-1, list.indexOf(key));
    assertEquals(-1, list.indexOf(Sha256.of(key)));
  }

  @Test
  void whatIsLeftOutIsTheLeast() {
    create(admin(), Map.of())
        .then()
        .statusCode(201)
        .body("subject", equalTo("admin@example.com"))
        .body("tier", equalTo("free"))
        .body("roles", hasSize(0))
        .body("scopes", hasSize(0))
        .body("expiresAt", nullValue());
  }

  @Test
  void bothVersionsOfTheApiServeKeys() {
    Made made = makeUser();
    admin().get("/api/v2/admin/api-keys/" + made.id()).then().statusCode(200);
    admin()
        .body(Map.of("name", "second"))
        .post("/api/v2/admin/api-keys")
        .then()
        .statusCode(201)
        .header("Location", containsString("/api/v2/admin/api-keys/"));
  }

  @Test
  void pagesFollowOneAnother() {
    makeUser();
    makeUser();
    Response first = admin().get(KEYS + "?limit=1");
    first.then().statusCode(200).body("items", hasSize(1));
    long next = first.jsonPath().getLong("next");
    admin()
        .get(KEYS + "?limit=100&after=" + next)
        .then()
        .statusCode(200)
        .body("items.size()", lessThanOrEqualTo(100))
        .body("items.id", not(contains((int) next)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "after=-1", "after=1'%20OR%201=1"})
  void pageOutOfRangeNamesTheField(String query) {
    admin()
        .get(KEYS + "?" + query)
        .then()
        .statusCode(400)
        .body("field", equalTo(query.substring(0, query.indexOf('='))));
  }

  @Test
  void revokingTwiceIsRevokingOnce() {
    Made made = makeUser();
    revoke(made.id());
    String first = listed(made.id()).get("revokedAt");
    revoke(made.id());
    assertEquals("revoked", listed(made.id()).get("status"));
    assertEquals(first, listed(made.id()).get("revokedAt"));
    admin().delete(KEYS + "/999999999").then().statusCode(404);
  }

  @Test
  void revokedKeyIsGoneFromItsPlaceAndStaysInTheList() {
    Made made = makeUser();
    revoke(made.id());
    admin()
        .get(KEYS + "/" + made.id())
        .then()
        .statusCode(410)
        .body("error", equalTo("key-revoked"))
        .body("detail", containsString(listed(made.id()).get("revokedAt")));
  }

  /** By itself on a page. */
  private static Map<String, String> listed(long id) {
    return admin().get(KEYS + "?limit=1&after=" + (id - 1)).path("items[0]");
  }

  @Test
  void rotationGivesANewKeyWhileTheOldOneServesOn() {
    Made old = makeUser();
    Response rotated = rotate(admin(), old.id(), 3600);
    rotated
        .then()
        .statusCode(201)
        .header("Location", endsWith(KEYS + "/" + rotated.jsonPath().getLong("id")))
        .body("rotatedFrom", equalTo((int) old.id()))
        .body("subject", equalTo("acme@example.com"));
    assertEquals(201, statusOf(old.key()));
    assertEquals(201, statusOf(rotated.path("key")));
    rotate(admin(), old.id(), 0)
        .then()
        .statusCode(409)
        .body("error", equalTo("key-already-rotated"));
  }

  @Test
  void rotationWithoutABodyOverlapsForADay() {
    Made old = makeUser();
    admin().post(KEYS + "/" + old.id() + "/rotate").then().statusCode(201);
    Instant end = Instant.parse(admin().get(KEYS + "/" + old.id()).path("expiresAt"));
    long minutes = ChronoUnit.MINUTES.between(Instant.now(), end);
    assertEquals(24 * 60, minutes, 2);
  }

  @Test
  void rotationWithoutOverlapEndsTheOldKeyAtOnce() {
    Made old = makeUser();
    assertEquals(201, statusOf(old.key()));
    Made fresh = Made.of(rotate(admin(), old.id(), 0));
    assertEquals(401, statusOf(old.key()));
    assertEquals(201, statusOf(fresh.key()));
  }

  @Test
  void ofTwoRotationsAtOnceOneWins() throws Exception {
    Made old = makeUser();
    List<RequestSpecification> admins = List.of(admin(), admin());
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> answers =
          admins.stream()
              .map(who -> threads.submit(() -> rotate(who, old.id(), 60).statusCode()))
              .toList();
      assertEquals(
          List.of(201, 409), Stream.of(0, 1).map(i -> get(answers.get(i))).sorted().toList());
    }
  }

  private static int get(Future<Integer> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void revokedKeyCannotBeRotated() {
    Made made = makeUser();
    revoke(made.id());
    rotate(admin(), made.id(), 0).then().statusCode(409).body("error", equalTo("key-not-active"));
  }

  @Test
  void lastUseIsWrittenInTime() {
    Made made = make(Map.of());
    KeyAdmin.with(made.key()).get("/api/v1/status").then().statusCode(200);
    await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> admin().get(KEYS + "/" + made.id()).path("lastUsedAt") != null);
  }
}
