package dev.apifleet.apiserver.attack;

import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.attack.Attacker.Answer;
import dev.apifleet.apiserver.attack.Attacker.Attempt;
import dev.apifleet.apiserver.attack.Operation.Parameter;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same attacks on every operation of the OpenAPI document, so that a new one cannot be
 * forgotten: what everybody may do is listed here, and all else must be refused to strangers.
 */
@QuarkusTest
@WithTestResource(Backends.class)
class AttackTest {

  private static final Set<String> FOR_EVERYBODY =
      Set.of(
          "GET /.well-known/jwks.json",
          "POST /api/v/auth/login",
          "POST /api/v/auth/refresh",
          "GET /api/v/resources",
          "GET /api/v/resources/{id}",
          "GET /api/v/status",
          "GET /api/v/search",
          "GET /api/v/external",
          "GET /api/v/events");

  /** The key of the demo, which costs no login. */
  private static final String ADMIN = "admin-token-dev";

  private static final String WORD = "mass-assigned";
  private static final long NUMBER = 918_273_645;
  private static final List<String> FIELDS =
      List.of(
          ("id owner subject ownerId createdBy created_by passwordHash password_hash "
                  + "version createdAt updatedAt tokensFrom keyHash prefix role permissions "
                  + "isAdmin enabled tier roles scopes status __proto__ @type class")
              .split(" "));

  @TestHTTPResource("/")
  URI server;

  @Inject AgroalDataSource database;

  private Canary canary;
  private Attacker attacker;

  @BeforeEach
  void ready() throws SQLException {
    Client.awaitReady();
    canary = Canary.in(database);
    attacker = new Attacker(server);
  }

  @TestFactory
  Stream<DynamicTest> strangersAreRefused() {
    return each(
        operation -> !isForEverybody(operation),
        operation -> assertEquals(401, attacker.send(Attempt.of(operation)).status()));
  }

  @TestFactory
  Stream<DynamicTest> forgedCredentialsAreRefused() throws Exception {
    Map<String, String> forged =
        Forgery.tokens(userToken(), given().get("/.well-known/jwks.json").asString());
    return each(
        operation -> true,
        operation -> {
          for (var token : forged.entrySet()) {
            Answer answer = attacker.send(Attempt.of(operation).as(token.getValue()));
            assertEquals(401, answer.status(), token.getKey());
            assertPrivate(answer);
          }
          Attempt byKey = Attempt.of(operation).header("X-API-Key", "afk_" + "0".repeat(49));
          assertEquals(401, attacker.send(byKey).status(), "a key of nobody");
        });
  }

  @TestFactory
  Stream<DynamicTest> whatAdministratorsDoIsRefusedToUsers() {
    String token = userToken();
    return each(
        operation -> operation.path().contains("/admin/"),
        operation -> assertEquals(403, attacker.send(Attempt.of(operation).as(token)).status()));
  }

  @TestFactory
  Stream<DynamicTest> whatIsOthersIsOutOfReach() {
    Others others = Others.make();
    String token = userToken();
    return each(
        operation -> operation.path().contains("{") && !isForEverybody(operation),
        operation -> {
          Attempt attempt = Attempt.of(operation).as(token).header("If-Match", "*");
          for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
              attempt = attempt.value(parameter.name(), others.of(operation, parameter));
            }
          }
          Answer answer = attacker.send(attempt);
          assertTrue(Set.of(403, 404).contains(answer.status()), answer.toString());
          assertFalse(answer.body().contains(others.person()), answer.body());
        });
  }

  @TestFactory
  Stream<DynamicTest> answersForOneAreKeptByNoCache() {
    return each(
        operation -> operation.reads() && !isForEverybody(operation),
        operation -> assertPrivate(attacker.send(Attempt.of(operation).as(ADMIN))));
  }

  @TestFactory
  Stream<DynamicTest> sqlIsTextOrRefused() {
    return each(
        operation -> !operation.breaksTheInstance(),
        operation -> {
          for (String sql : Canary.ATTACKS) {
            for (Parameter parameter : operation.parameters()) {
              if (isSendable(parameter, sql)) {
                assertNoEffect(withValue(operation, parameter, sql).as(ADMIN));
              }
            }
            for (List<String> way : texts(operation)) {
              Object body = operation.body().orElseThrow().body(way, sql, "");
              assertNoEffect(Attempt.of(operation).body(body).as(ADMIN));
            }
          }
          canary.assertAlive();
        });
  }

  @TestFactory
  Stream<DynamicTest> fieldsThatAreNotForClientsHaveNoEffect() {
    String user = userToken();
    return each(
        operation -> operation.body().isPresent() && !operation.breaksTheInstance(),
        operation -> {
          Schema schema = operation.body().orElseThrow();
          for (Object value : List.of(WORD, NUMBER)) {
            for (List<String> way : schema.texts().toList()) {
              Object body = schema.smuggled(schema.body(way, "text", ""), FIELDS, value);
              for (String token : List.of(user, ADMIN)) {
                Answer answer = attacker.send(Attempt.of(operation).body(body).as(token));
                assertTrue(answer.status() < 500, answer.toString());
                assertFalse(answer.body().contains("" + value), answer.body());
              }
            }
            assertEquals(List.of(), canary.tablesWith("" + value));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> bodiesMadeToExhaustAreRefused() {
    String deep = "[".repeat(30_000) + "]".repeat(30_000);
    return each(
        operation -> operation.body().isPresent() && !operation.breaksTheInstance(),
        operation -> {
          Attempt honest = Attempt.of(operation).as(ADMIN);
          for (Object body :
              List.of(
                  new JsonArray(Collections.nCopies(20_000, 1)),
                  new JsonObject().put("name", "x".repeat(60_000)),
                  new JsonObject().put("name", "x".repeat(70_000)),
                  new Attacker.Raw(deep))) {
            Answer answer = attacker.send(honest.body(body));
            assertTrue(answer.status() < 500, answer.toString());
          }
        });
  }

  private static void assertPrivate(Answer answer) {
    assertTrue(answer.header("Cache-Control").contains("no-store"), answer.headers().toString());
  }

  private void assertNoEffect(Attempt attempt) throws Exception {
    long start = System.nanoTime();
    Answer answer = attacker.send(attempt);
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(answer.status() < 500, attempt + " got " + answer);
    assertTrue(millis < Canary.SLEEP_MILLIS, attempt + " took " + millis + " ms");
    for (String secret : List.of("argon2", "postgres", "SQLState", "hibernate", "dev.apifleet")) {
      assertFalse(answer.body().contains(secret), attempt + " tells " + answer.body());
    }
  }

  private static Attempt withValue(Operation operation, Parameter parameter, String text) {
    Attempt attempt = Attempt.of(operation);
    return parameter.in().equals("header")
        ? attempt.header(parameter.name(), text)
        : attempt.value(parameter.name(), text);
  }

  /** Headers cannot carry these at all. */
  private static boolean isSendable(Parameter parameter, String text) {
    return !parameter.in().equals("header") || text.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  private static List<List<String>> texts(Operation operation) {
    return operation.body().map(schema -> schema.texts().toList()).orElse(List.of());
  }

  private static boolean isForEverybody(Operation operation) {
    return FOR_EVERYBODY.contains(operation.toString().replaceFirst("/v[12]/", "/v/"));
  }

  private interface Check {
    void on(Operation operation) throws Exception;
  }

  private static Stream<DynamicTest> each(Predicate<Operation> which, Check check) {
    List<Operation> all =
        Operation.all(new JsonObject(given().get("/openapi?format=json").asString())).toList();
    assertTrue(all.size() > 40, "the document is not whole: " + all);
    return all.stream()
        .filter(which)
        .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check.on(found)));
  }
}
