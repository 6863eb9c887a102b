package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.logIn;
import static dev.apifleet.apiserver.identity.People.PASSWORD;
import static dev.apifleet.apiserver.identity.People.adminToken;
import static dev.apifleet.apiserver.identity.People.meStatus;
import static dev.apifleet.apiserver.identity.People.refresh;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.access.Permissions;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class AccountsTest {

  private static final String USERS = "/api/v1/admin/users";
  private static final List<String> SQL =
      List.of("' OR '1'='1", "'; DROP TABLE account; --", "admin@example.com'--", "\\'; SELECT 1");

  @Inject AgroalDataSource dataSource;
  @Inject RedisDataSource redis;
  @Inject Permissions permissions;

  @BeforeEach
  void ready() {
    Client.awaitReady();
    await().until(() -> permissions.isRole("admin"));
  }

  @Test
  void peopleChangeTheirOwnName() {
    String token = People.make("user").login().path("token");
    bearer(token)
        .body(Map.of("name", " Ada "))
        .patch("/api/v2/me")
        .then()
        .statusCode(200)
        .body("name", equalTo("Ada"));
    assertEquals(200, meStatus(token));
  }

  @Test
  void aNewPasswordEndsAllSessionsButTheOneThatSetIt() {
    People person = People.make("user");
    Response mine = person.login();
    Response other = person.login();
    changePassword(mine.path("token"), PASSWORD, "another horse").then().statusCode(200);
    assertEquals(401, meStatus(other.path("token")));
    assertEquals(401, meStatus(mine.path("token")));
    refresh(other.path("refreshToken")).then().statusCode(401);
    Response renewed = refresh(mine.path("refreshToken"));
    assertEquals(200, meStatus(renewed.path("token")));
    logIn(person.email(), PASSWORD).then().statusCode(401);
    logIn(person.email(), "another horse").then().statusCode(200);
  }

  @Test
  void aNewPasswordNeedsTheCurrentOne() {
    String token = People.make("user").login().path("token");
    changePassword(token, "wrong", "another horse")
        .then()
        .statusCode(403)
        .body("error", equalTo("wrong-password"));
    bearer(token)
        .body(Map.of("password", "another horse"))
        .patch("/api/v1/me")
        .then()
        .statusCode(422)
        .body("field", equalTo("currentPassword"));
    assertEquals(200, meStatus(token));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 129})
  void newPasswordsHave8To128Characters(int length) {
    String token = People.make("user").login().path("token");
    changePassword(token, PASSWORD, "p".repeat(length))
        .then()
        .statusCode(400)
        .body("field", equalTo("password"));
  }

  @Test
  void aDisabledAccountIsOutAtOnce() {
    People person = People.make("user");
    Response login = person.login();
    Response opaque = person.login("session");
    person.change(Map.of("enabled", false)).then().statusCode(200).body("enabled", equalTo(false));
    assertEquals(401, meStatus(login.path("token")));
    assertEquals(401, meStatus(opaque.path("token")));
    refresh(login.path("refreshToken")).then().statusCode(401);
    logIn(person.email(), PASSWORD)
        .then()
        .statusCode(401)
        .body("error", equalTo("invalid-credentials"));
    person.change(Map.of("enabled", true)).then().statusCode(200);
    assertEquals(200, meStatus(person.login().path("token")));
    assertEquals(401, meStatus(login.path("token")));
  }

  @Test
  void aDeletedAccountIsOutAtOnceAndItsAddressFree() {
    People person = People.make("user");
    String token = person.login().path("token");
    bearer(adminToken()).delete(USERS + "/" + person.id()).then().statusCode(204);
    bearer(token).post("/api/v1/auth/logout").then().statusCode(401);
    bearer(adminToken()).get(USERS + "/" + person.id()).then().statusCode(404);
    bearer(adminToken()).delete(USERS + "/" + person.id()).then().statusCode(404);
    create(adminToken(), Map.of("email", person.email(), "name", "N", "password", PASSWORD))
        .then()
        .statusCode(201);
    assertEquals(401, meStatus(token));
    assertEquals(200, meStatus(person.login().path("token")));
  }

  @Test
  void accountsAreListedPageByPage() {
    People one = People.make("user");
    People two = People.make("user");
    bearer(adminToken())
        .queryParam("after", one.id() - 1)
        .queryParam("limit", 1)
        .get(USERS)
        .then()
        .statusCode(200)
        .body("items.id", contains(one.id()))
        .body("next", equalTo(one.id()))
        .body("items[0].passwordHash", equalTo(null));
    bearer(adminToken())
        .queryParam("after", two.id())
        .get("/api/v2/admin/users")
        .then()
        .statusCode(200)
        .body("next", equalTo(null));
  }

  @Test
  void anAddressIsGivenOnce() {
    People person = People.make("user");
    create(
            adminToken(),
            Map.of("email", person.email().toUpperCase(), "name", "N", "password", PASSWORD))
        .then()
        .statusCode(409)
        .body("error", equalTo("email-taken"));
  }

  @Test
  void usersReachNoAccountsOfOthers() {
    People other = People.make("user");
    String token = People.make("user").login().path("token");
    bearer(token).get(USERS).then().statusCode(403);
    bearer(token).get(USERS + "/" + other.id()).then().statusCode(403);
    bearer(token).body(Map.of("name", "x")).patch(USERS + "/" + other.id()).then().statusCode(403);
    bearer(token).delete(USERS + "/" + other.id()).then().statusCode(403);
    create(token, Map.of("email", "x@example.com", "name", "x", "password", PASSWORD))
        .then()
        .statusCode(403);
    given().get(USERS).then().statusCode(401);
  }

  @Test
  void whoIsDeletedIsLookedAtAsTheyAreThen() throws Exception {
    String token = People.make(helpersRole()).login().path("token");
    People person = People.make("user");
    try (Connection promotion = dataSource.getConnection();
        Statement statement = promotion.createStatement()) {
      promotion.setAutoCommit(false);
      statement.execute("SELECT id FROM account WHERE id = " + person.id() + " FOR UPDATE");
      statement.execute("INSERT INTO account_role VALUES (" + person.id() + ", 'admin')");
      CompletableFuture<Response> deletion =
          CompletableFuture.supplyAsync(() -> bearer(token).delete(USERS + "/" + person.id()));
      await().until(this::somebodyWaits);
      promotion.commit();
      assertBeyond(deletion.join());
    }
    bearer(adminToken()).get(USERS + "/" + person.id()).then().statusCode(200);
  }

  private boolean somebodyWaits() throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeQuery("SELECT FROM pg_locks WHERE NOT granted").next();
    }
  }

  /** Of those who may do with accounts what administrators may, and else what users may. */
  private String helpersRole() throws Exception {
    String role = "support-" + UUID.randomUUID().toString().substring(0, 8);
    sql("INSERT INTO role VALUES ('" + role + "', 15)");
    sql(
        "INSERT INTO role_permission SELECT '"
            + role
            + "', permission FROM role_permission"
            + " WHERE role = 'user' OR (role = 'admin' AND permission LIKE 'users:%')");
    redis.pubsub(String.class).publish(Permissions.CHANNEL, "");
    await().until(() -> permissions.isRole(role));
    return role;
  }

  @Test
  void nobodyGivesOrTouchesMoreThanTheyMay() throws Exception {
    String role = helpersRole();
    People helper = People.make(role);
    String token = helper.login().path("token");
    People user = People.make("user");
    People admin = People.make("admin");

    assertBeyond(patch(token, user.id(), Map.of("roles", List.of("admin"))));
    assertBeyond(patch(token, helper.id(), Map.of("roles", List.of("admin", role))));
    assertBeyond(patch(token, admin.id(), Map.of("roles", List.of("user"))));
    assertBeyond(patch(token, admin.id(), Map.of("enabled", false)));
    assertBeyond(bearer(token).delete(USERS + "/" + admin.id()));
    assertBeyond(
        create(
            token,
            Map.of(
                "email",
                "evil@example.com",
                "name",
                "e",
                "password",
                PASSWORD,
                "roles",
                List.of("admin"))));
    patch(token, user.id(), Map.of("roles", List.of(role))).then().statusCode(200);
    patch(token, user.id(), Map.of("tier", "pro")).then().statusCode(200);
  }

  @Test
  void nobodyLocksThemselvesOut() {
    People admin = People.make("admin");
    String token = admin.login().path("token");
    patch(token, admin.id(), Map.of("enabled", false))
        .then()
        .statusCode(403)
        .body("error", equalTo("your-own-account"));
    bearer(token).delete(USERS + "/" + admin.id()).then().statusCode(403);
    assertEquals(200, meStatus(token));
  }

  @Test
  void clientsCannotSetWhatIsNotTheirs() {
    People person = People.make("user");
    Map<String, Object> greedy =
        Map.of(
            "name",
            "greedy",
            "roles",
            List.of("admin"),
            "role",
            "admin",
            "tier",
            "enterprise",
            "id",
            1,
            "enabled",
            true,
            "email",
            "admin@example.com",
            "passwordHash",
            "x",
            "tokensFrom",
            0);
    Response login = person.login();
    bearer(login.path("token"))
        .body(greedy)
        .patch("/api/v1/me")
        .then()
        .statusCode(200)
        .body("email", equalTo(person.email()))
        .body("roles", contains("user"))
        .body("tier", equalTo("free"));
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "email",
                person.email(),
                "password",
                PASSWORD,
                "roles",
                List.of("admin"),
                "tier",
                "enterprise",
                "user",
                Map.of("roles", List.of("admin"))))
        .post("/api/v1/auth/login")
        .then()
        .statusCode(200)
        .body("user.roles", contains("user"))
        .body("user.tier", equalTo("free"));
    given()
        .contentType("application/json")
        .body(Map.of("refreshToken", login.<String>path("refreshToken"), "roles", List.of("admin")))
        .post("/api/v1/auth/refresh")
        .then()
        .statusCode(200)
        .body("user.roles", contains("user"));
    person
        .change(
            Map.of("id", 1, "email", "admin@example.com", "password", "hijacked!", "tokensFrom", 0))
        .then()
        .statusCode(200)
        .body("id", equalTo(person.id()))
        .body("email", equalTo(person.email()));
    logIn(person.email(), PASSWORD).then().statusCode(200);
    create(
            adminToken(),
            Map.of(
                "id",
                1,
                "email",
                "n" + person.email(),
                "name",
                "n",
                "password",
                PASSWORD,
                "passwordHash",
                "x",
                "enabled",
                false))
        .then()
        .statusCode(201)
        .body("id", not(equalTo(1)))
        .body("enabled", equalTo(true));
  }

  @Test
  void sqlInTextsIsText() {
    for (String sql : SQL) {
      logIn(sql, sql).then().statusCode(401);
      logIn("user@example.com", sql).then().statusCode(401);
      People person = People.make("user");
      bearer(person.login().path("token"))
          .body(Map.of("name", sql))
          .patch("/api/v1/me")
          .then()
          .statusCode(200)
          .body("name", equalTo(sql));
      person.change(Map.of("name", sql)).then().statusCode(200).body("name", equalTo(sql));
      for (String field : List.of("tier", "email")) {
        create(
                adminToken(),
                Map.of(
                    "email",
                    "tier".equals(field) ? "q@example.com" : sql,
                    "name",
                    sql,
                    "password",
                    PASSWORD,
                    "tier",
                    sql))
            .then()
            .statusCode(400);
      }
      person.change(Map.of("roles", List.of(sql))).then().statusCode(400);
      bearer(adminToken()).queryParam("after", sql).get(USERS).then().statusCode(400);
      bearer(adminToken()).queryParam("limit", sql).get(USERS).then().statusCode(400);
      bearer(adminToken()).pathParam("id", sql).get(USERS + "/{id}").then().statusCode(404);
    }
    assertEquals(200, meStatus(Client.userToken()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "1",
        "{\"email\":1}",
        "{\"email\":\"a\\u0000@b\"}",
        "{",
        "{\"email\":\"a@b\",\"name\":\"\\u0000\",\"password\":\"12345678\"}",
        "{\"email\":\"a@b\",\"name\":\"n\",\"password\":\"12345678\",\"roles\":[]}",
        "{\"email\":\"a@b\",\"name\":\"n\",\"password\":\"12345678\",\"roles\":[null]}"
      })
  void badBodiesAreTold(String body) {
    bearer(adminToken())
        .body(body)
        .post(USERS)
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void answersHoldNoSecrets() {
    People person = People.make("user");
    bearer(adminToken())
        .get(USERS + "/" + person.id())
        .then()
        .body(not(containsString("argon2")))
        .body("keySet()", hasSize(6));
  }

  private static Response changePassword(String token, String current, String next) {
    return bearer(token)
        .body(Map.of("currentPassword", current, "password", next))
        .patch("/api/v1/me");
  }

  private static Response create(String token, Map<String, ?> body) {
    return bearer(token).body(body).post(USERS);
  }

  private static Response patch(String token, int id, Map<String, ?> body) {
    return bearer(token).body(body).patch(USERS + "/" + id);
  }

  private static void assertBeyond(Response answer) {
    answer.then().statusCode(403).body("error", equalTo("beyond-your-permissions"));
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  @Test
  void aRoleThatIsNotThereIsTold() {
    bearer(adminToken())
        .body(Map.of("email", "a@b", "name", "n", "password", PASSWORD, "roles", List.of("nobody")))
        .post(USERS)
        .then()
        .statusCode(422)
        .body("field", equalTo("roles"));
  }
}
