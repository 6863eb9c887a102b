package dev.apifleet.apiserver.graphql;

import static dev.apifleet.apiserver.Client.userToken;
import static dev.apifleet.apiserver.graphql.Graph.ask;
import static dev.apifleet.apiserver.graphql.Graph.error;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class OperationLimitsTest {

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void tooDeepIsRefusedBeforeAnythingIsFetched() {
    String inner = "id";
    for (int i = 0; i < 6; i++) {
      inner = "owner { latestResources { " + inner + " } }";
    }
    refusedUnfetched("{ resource(id: 1) { " + inner + " } }", "depth");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.5", "\"1\"", "true", "1e0"})
  void integersAloneAreIntegers(String size) {
    assertNotNull(ask("{ resources(first: " + size + ") { items { id } } }").get("errors"));
  }

  @Test
  void idsBeyondAllThatCanBeAreNoOthers() {
    String id = Client.createResource("pump") + "";
    String beyond = new BigInteger(id).add(BigInteger.TWO.pow(64)).toString();
    assertEquals(id, ask("{ resource(id: " + id + ") { id } }").getString("data.resource.id"));
    assertNotNull(ask("{ resource(id: " + beyond + ") { id } }").get("errors"));
    String query = "query($id: BigInteger!) { resource(id: $id) { id } }";
    assertEquals(id, ask(query, Map.of("id", Long.parseLong(id))).getString("data.resource.id"));
    assertNotNull(ask(query, Map.of("id", new BigInteger(beyond))).get("errors"));
  }

  @Test
  void tooCostlyIsRefusedBeforeAnythingIsFetched() {
    refusedUnfetched(
        "{ resources(first: 100) { items { id owner { name latestResources { id } } } } }", "cost");
  }

  @Test
  void sizesInVariablesCount() {
    String query =
        "query($n: Int) { resources(first: $n) { items"
            + " { id name description status version createdAt updatedAt owner { name email } } } }";
    assertNull(ask(query, Map.of("n", 50)).get("errors"));
    assertEquals("too-complex", error(ask(query, Map.of("n", 100))));
    assertEquals("too-complex", error(ask(query, Map.of("n", 2_000_000_000))));
  }

  @Test
  void tooManyAliasesAreRefused() {
    StringBuilder query = new StringBuilder("{");
    for (int i = 0; i < 31; i++) {
      query.append(" a" + i + ": resource(id: 1) { id }");
    }
    refusedUnfetched(query + "}", "aliases");
  }

  @Test
  void fragmentsThatDoubleOneAnotherAreWeighedInNoTime() {
    StringBuilder query = new StringBuilder("query { resources { ...f0 } }");
    for (int i = 0; i < 60; i++) {
      String next = "...f" + (i + 1);
      query.append(" fragment f" + i + " on ResourcePage { " + next + " " + next + " }");
    }
    query.append(" fragment f60 on ResourcePage { next }");
    long start = System.nanoTime();
    assertEquals("too-complex", error(ask(query.toString())));
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 5);
  }

  @Test
  void cyclicFragmentsAreRefused() {
    JsonPath answer =
        ask(
            "{ resources { ...a } } fragment a on ResourcePage { next ...b }"
                + " fragment b on ResourcePage { next ...a }");
    assertNotNull(answer.get("errors[0].message"));
    assertNull(answer.get("data"));
  }

  @Test
  void mutationsAreNotSentByGet() {
    given()
        .header("Authorization", "Bearer " + userToken())
        .queryParam("query", "mutation { deleteResource(id: 1) }")
        .get("/graphql")
        .then()
        .body("errors[0].extensions.error", equalTo("method-not-allowed"));
    given()
        .queryParam("query", "{ resource(id: 1) { id } }")
        .get("/graphql")
        .then()
        .statusCode(200)
        .body("errors", equalTo(null));
  }

  @Test
  void batchesAndGarbageAreRefusedAsTheClientsMistake() {
    for (String body :
        new String[] {
          "[{\"query\":\"{ me { email } }\"},{\"query\":\"{ me { email } }\"}]",
          "{}",
          "",
          "{\"query\":5}",
          "null",
          "{\"query\":\"{ me { email } }\",\"variables\":7}"
        }) {
      given()
          .contentType("application/json")
          .body(body)
          .post("/graphql")
          .then()
          .statusCode(lessThan(500));
    }
  }

  @Test
  void nothingInsideIsTold() {
    given()
        .contentType("application/json")
        .body(Map.of("query", "{ resources(after: \"x\") { next } nothing }"))
        .post("/graphql")
        .then()
        .body(not(containsString("Exception")))
        .body(not(containsString("dev.apifleet")));
  }

  private static void refusedUnfetched(String query, String what) {
    try (Statements statements = new Statements()) {
      JsonPath answer = ask(query);
      assertEquals("too-complex", error(answer), answer.prettify());
      assertTrue(answer.getString("errors[0].message").contains(what), answer.prettify());
      assertEquals(0, statements.naming("resource").size());
    }
  }
}
