package dev.apifleet.apiserver.apikey;

import static dev.apifleet.apiserver.apikey.KeyAdmin.KEYS;
import static dev.apifleet.apiserver.apikey.KeyAdmin.admin;
import static dev.apifleet.apiserver.apikey.KeyAdmin.create;
import static dev.apifleet.apiserver.apikey.KeyAdmin.make;
import static dev.apifleet.apiserver.apikey.KeyAdmin.makeUser;
import static dev.apifleet.apiserver.apikey.KeyAdmin.revoke;
import static dev.apifleet.apiserver.apikey.KeyAdmin.rotate;
import static dev.apifleet.apiserver.apikey.KeyAdmin.with;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.apikey.KeyAdmin.Made;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ApiKeyAbuseTest {

  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void strangersAndUsersReachNoKeys() {
    long id = makeUser().id();
    given().get(KEYS).then().statusCode(401);
    for (var who : List.of(Client.bearer(Client.userToken()), with(makeUser().key()))) {
      who.get(KEYS).then().statusCode(403);
      who.get(KEYS + "/" + id).then().statusCode(403);
      who.delete(KEYS + "/" + id).then().statusCode(403);
      create(who, Map.of()).then().statusCode(403);
      rotate(who, id, 0).then().statusCode(403);
    }
  }

  /** One who may hand out keys of their own alone, of the tier pro. */
  private String keyMaker() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO role (name) VALUES ('key-maker') ON CONFLICT DO NOTHING;"
              + " INSERT INTO role_permission VALUES ('key-maker', 'api-keys:read'),"
              + " ('key-maker', 'api-keys:write') ON CONFLICT DO NOTHING");
    }
    Map<String, Object> fields =
        Map.of("subject", "maker@example.com", "tier", "pro", "roles", List.of("key-maker"));
    await().atMost(Duration.ofSeconds(15)).until(() -> create(admin(), fields).statusCode() == 201);
    String key = make(fields).key();
    await().until(() -> with(key).get(KEYS).statusCode() == 200);
    return key;
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "subject"})
  void halfACharacterIsBadInputAndMakesNoKey(String field) {
    Map<String, String> texts = new HashMap<>(Map.of("name", "n", "subject", "s@example.com"));
    texts.put(field, "half \\ud800");
    String body =
        "{\"name\": \"" + texts.get("name") + "\", \"subject\": \"" + texts.get("subject") + "\"}";
    int last = lastKey();
    admin()
        .body(body)
        .post(KEYS)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
    assertEquals(last, lastKey());
  }

  private int lastKey() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet last = statement.executeQuery("SELECT coalesce(max(id), 0) FROM api_key")) {
      last.next();
      return last.getInt(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void keysOfOthersDoNotExistForOneWhoMayReachTheirOwn() throws SQLException {
    String maker = keyMaker();
    long others = makeUser().id();
    with(maker).get(KEYS + "/" + others).then().statusCode(404);
    with(maker).delete(KEYS + "/" + others).then().statusCode(404);
    rotate(with(maker), others, 0).then().statusCode(404);
    with(maker)
        .get(KEYS + "?limit=100")
        .then()
        .statusCode(200)
        .body("items.subject", everyItem(equalTo("maker@example.com")));
    admin().get(KEYS + "/" + others).then().body("status", equalTo("active"));
    Made own = Made.of(create(with(maker), Map.of("tier", "pro")));
    with(maker).delete(KEYS + "/" + own.id()).then().statusCode(204);
  }

  @Test
  void nobodyGivesWhatTheyDoNotHave() throws SQLException {
    String maker = keyMaker();
    refused(create(with(maker), Map.of("roles", List.of("admin"))), "roles");
    refused(create(with(maker), Map.of("roles", List.of("user"))), "roles");
    refused(create(with(maker), Map.of("roles", List.of("invented"))), "roles");
    refused(create(with(maker), Map.of("tier", "enterprise")), "tier");
    refused(create(with(maker), Map.of("scopes", List.of("orders:read-any"))), "scopes");
    create(with(maker), Map.of("scopes", List.of("api-keys:read"))).then().statusCode(201);
    refused(create(with(maker), Map.of("subject", "admin@example.com")), "subject");
  }

  @Test
  void rotationDoesNotHandOutWhatCreationWouldNot() throws SQLException {
    String maker = keyMaker();
    Made mighty = make(Map.of("subject", "maker@example.com", "roles", List.of("admin")));
    refused(rotate(with(maker), mighty.id(), 3600), "roles");
    Made wide = make(Map.of("subject", "maker@example.com", "scopes", List.of("all:things")));
    refused(rotate(with(maker), wide.id(), 3600), "scopes");
    with(mighty.key()).get(KEYS).then().statusCode(200);
  }

  private static void refused(Response answer, String field) {
    answer
        .then()
        .statusCode(403)
        .body("field", equalTo(field))
        .body("error", equalTo("forbidden-" + field));
  }

  @Test
  void clientsSetNothingButWhatTheyMay() {
    Map<String, Object> fields =
        Map.of(
            "id", 1,
            "key", "afk_mine",
            "prefix", "afk_mine",
            "keyHash", "0".repeat(64),
            "createdBy", "nobody@example.com",
            "createdAt", "2001-01-01T00:00:00Z",
            "revokedAt", "2001-01-01T00:00:00Z",
            "rotatedFrom", 1,
            "version", 7);
    create(admin(), fields)
        .then()
        .statusCode(201)
        .body("id", not(equalTo(1)))
        .body("key", not(equalTo("afk_mine")))
        .body("prefix", not(equalTo("afk_mine")))
        .body("createdBy", equalTo("admin@example.com"))
        .body("createdAt", not(equalTo("2001-01-01T00:00:00Z")))
        .body("status", equalTo("active"))
        .body("rotatedFrom", equalTo(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE api_key; --",
        "\" OR \"\"=\"",
        "x') OR 1=1 --",
        "\\'; SELECT pg_sleep(9) --",
        "%00' UNION SELECT key_hash FROM api_key"
      })
  void sqlInTextsIsText(String text) {
    Response made = create(admin(), Map.of("name", text, "subject", text));
    made.then().statusCode(201).body("name", equalTo(text)).body("subject", equalTo(text));
    create(admin(), Map.of("roles", List.of(text))).then().statusCode(400);
    create(admin(), Map.of("scopes", List.of(text))).then().statusCode(400);
    create(admin(), Map.of("tier", text)).then().statusCode(400);
    create(admin(), Map.of("expiresAt", text)).then().statusCode(400);
    with(text.replace('\\', '/')).get("/api/v1/status").then().statusCode(401);
    admin().get(KEYS + "/{id}", text).then().statusCode(404);
    admin().get(KEYS + "/" + made.jsonPath().getLong("id")).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | {}",
        "name | {\"name\": \"  \"}",
        "name | {\"name\": \"a\\u0000b\"}",
        "subject | {\"name\": \"x\", \"subject\": \"\"}",
        "expiresAt | {\"name\": \"x\", \"expiresAt\": \"2031-02-30T00:00:00Z\"}",
        "expiresAt | {\"name\": \"x\", \"expiresAt\": \"1956528000\"}",
        "expiresAt | {\"name\": \"x\", \"expiresAt\": \"+1000000000-12-31T23:59:59Z\"}"
      })
  void badInputNamesTheField(String field, String body) {
    admin().body(body).post(KEYS).then().statusCode(400).body("field", equalTo(field));
  }

  @Test
  void keyThatHasExpiredIsNotMade() {
    create(admin(), Map.of("expiresAt", "2001-01-01T00:00:00Z"))
        .then()
        .statusCode(409)
        .body("field", equalTo("expiresAt"));
    create(admin(), Map.of("expiresAt", 1_956_528_000)).then().statusCode(400);
  }

  @Test
  void timesMayHaveAnyOffsetAndFraction() {
    create(admin(), Map.of("expiresAt", "2031-12-31t23:59:59.123456789012+23:59"))
        .then()
        .statusCode(201)
        .body("expiresAt", equalTo("2031-12-31T00:00:59Z"));
  }

  @Test
  void overlapOutOfRangeIsBadInput() {
    long id = makeUser().id();
    rotate(admin(), id, -1).then().statusCode(400).body("field", equalTo("overlap"));
    rotate(admin(), id, Integer.MAX_VALUE).then().statusCode(400);
    admin().body("{\"overlap\": 1.5}").post(KEYS + "/" + id + "/rotate").then().statusCode(400);
    revoke(id);
  }

  @Test
  void secretsStayOutOfWhatIsLogged() {
    Made made = makeUser();
    Terms terms = new Terms("n", "s", Tier.FREE, List.of(), List.of(), null);
    ApiKey row = ApiKey.create(terms, made.key(), "me", java.time.Instant.EPOCH);
    row.id = 1L;
    String told = ApiKeyView.withKey(row, made.key(), java.time.Instant.EPOCH).toString() + row;
    assertEquals(-1, told.indexOf(made.key()));
  }
}
