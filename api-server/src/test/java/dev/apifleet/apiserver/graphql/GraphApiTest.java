package dev.apifleet.apiserver.graphql;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.logIn;
import static dev.apifleet.apiserver.Client.userToken;
import static dev.apifleet.apiserver.graphql.Graph.as;
import static dev.apifleet.apiserver.graphql.Graph.ask;
import static dev.apifleet.apiserver.graphql.Graph.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class GraphApiTest {

  private static final String CREATE =
      "mutation($input: ResourceInput!) { createResource(input: $input)"
          + " { id name version owner { email } } }";
  private static final String UPDATE =
      "mutation($id: BigInteger!, $version: Int, $input: ResourceInput!)"
          + " { updateResource(id: $id, version: $version, input: $input) { name version } }";
  private static final String DELETE = "mutation($id: BigInteger!) { deleteResource(id: $id) }";

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void aResourceIsReadWithItsOwner() {
    int id = createResource("pump");
    JsonPath answer =
        ask(
            "query($id: BigInteger!) { resource(id: $id) { id name status owner { email name } } }",
            Map.of("id", id));
    assertNull(answer.get("errors"), answer.prettify());
    assertEquals("pump", answer.getString("data.resource.name"));
    assertEquals("ACTIVE", answer.getString("data.resource.status"));
    assertEquals("user@example.com", answer.getString("data.resource.owner.email"));
    assertEquals("Demo User", answer.getString("data.resource.owner.name"));
  }

  @Test
  void whatIsNotThereIsNull() {
    JsonPath answer = ask("{ resource(id: 999999999) { name } }");
    assertNull(answer.get("errors"));
    assertNull(answer.get("data.resource"));
  }

  @Test
  void pagesFollowOneAnotherFilteredAndSorted() {
    String mark = "page-" + UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      createResource(mark + i);
    }
    String query =
        "query($name: String, $after: String) { resources(filter: {name: $name}, sort: \"-name\","
            + " first: 3, after: $after) { items { name } next } }";
    JsonPath first = ask(query, Map.of("name", mark));
    assertEquals(List.of(mark + 4, mark + 3, mark + 2), first.getList("data.resources.items.name"));
    JsonPath second =
        ask(query, Map.of("name", mark, "after", first.getString("data.resources.next")));
    assertEquals(List.of(mark + 1, mark + 0), second.getList("data.resources.items.name"));
    assertNull(second.get("data.resources.next"));
  }

  @Test
  void twentyResourcesWithTheirOwnersAreTwoStatements() {
    for (int i = 0; i < 20; i++) {
      createResource("many " + i);
    }
    assertEquals(2, statements("{ resources(first: 20) { items { name owner { name } } } }"));
    assertEquals(2, statements("{ resources(first: 3) { items { name owner { name } } } }"));
  }

  @Test
  void whatIsTheOwnersToIsOneStatementMore() {
    createResource("pump");
    assertEquals(
        3, statements("{ resources(first: 20) { items { owner { latestResources { name } } } } }"));
  }

  private static int statements(String query) {
    try (Statements statements = new Statements()) {
      JsonPath answer = ask(query);
      assertNull(answer.get("errors"), answer.prettify());
      assertFalse(answer.getList("data.resources.items").isEmpty());
      return statements.naming("resource").size() + statements.naming("account").size();
    }
  }

  @Test
  void fieldsSideBySideHaveSessionsOfTheirOwn() {
    StringBuilder query = new StringBuilder("{");
    for (int i = 0; i < 10; i++) {
      query.append(" f" + i + ": resources(first: 2) { items { id } }");
      query.append(" g" + i + ": resource(id: " + createResource("side " + i) + ") { name }");
    }
    JsonPath answer = ask(query + "}");
    assertNull(answer.get("errors"), answer.prettify());
    for (int i = 0; i < 10; i++) {
      assertEquals("side " + i, answer.getString("data.g" + i + ".name"));
    }
  }

  @Test
  void aResourceLivesFromCreationToDeletion() {
    String token = userToken();
    JsonPath created = as(token, CREATE, Map.of("input", Map.of("name", "pump")));
    assertNull(created.get("errors"), created.prettify());
    assertEquals("user@example.com", created.getString("data.createResource.owner.email"));
    int id = created.getInt("data.createResource.id");
    Map<String, Object> change = Map.of("id", id, "version", 0, "input", Map.of("name", "pump 2"));
    JsonPath updated = as(token, UPDATE, change);
    assertEquals("pump 2", updated.getString("data.updateResource.name"), updated.prettify());
    assertEquals("precondition-failed", error(as(token, UPDATE, change)));
    assertEquals("pump 2", ask("{ resource(id: " + id + ") { name } }").get("data.resource.name"));
    assertTrue(as(token, DELETE, Map.of("id", id)).getBoolean("data.deleteResource"));
    assertNull(ask("{ resource(id: " + id + ") { name } }").get("data.resource"));
    assertEquals("not-found", error(as(token, DELETE, Map.of("id", id))));
  }

  @Test
  void writesNeedAToken() {
    JsonPath answer = ask(CREATE, Map.of("input", Map.of("name", "pump")));
    assertEquals("token-required", error(answer), answer.prettify());
    assertEquals(401, answer.getInt("errors[0].extensions.status"));
    assertEquals(
        "Log in and send the token as Authorization: Bearer.",
        answer.getString("errors[0].message"));
    assertEquals("token-required", error(ask("{ me { email } }")));
  }

  @Test
  void writesNeedARoleThatPermitsThem() {
    JsonPath answer = as(keyWithoutRoles(), CREATE, Map.of("input", Map.of("name", "pump")));
    assertEquals("forbidden", error(answer), answer.prettify());
    assertEquals(403, answer.getInt("errors[0].extensions.status"));
    assertEquals("Your roles do not permit this.", answer.getString("errors[0].message"));
  }

  private static String keyWithoutRoles() {
    return bearer("admin-token-dev")
        .body(Map.of("name", "no roles"))
        .post("/api/v1/admin/api-keys")
        .path("key");
  }

  @Test
  void iAmWhoTheTokenSays() {
    JsonPath answer = as(userToken(), "{ me { email name } }", Map.of());
    assertEquals("user@example.com", answer.getString("data.me.email"), answer.prettify());
  }

  @Test
  void forgedTokensAreRefused() {
    String[] parts = userToken().split("\\.");
    String forged = parts[0] + "." + parts[1] + "." + parts[2].substring(1) + "A";
    io.restassured.RestAssured.given()
        .contentType("application/json")
        .header("Authorization", "Bearer " + forged)
        .body(Map.of("query", CREATE, "variables", Map.of("input", Map.of("name", "x"))))
        .post("/graphql")
        .then()
        .statusCode(401);
  }

  @Test
  void whatIsOthersIsNotChangedOrDeleted() {
    int id = createResource("mine");
    String other = logIn("pro@example.com", "pro123").then().extract().path("token");
    assertEquals(
        "not-yours", error(as(other, UPDATE, Map.of("id", id, "input", Map.of("name", "x")))));
    assertEquals("not-yours", error(as(other, DELETE, Map.of("id", id))));
    assertEquals("mine", ask("{ resource(id: " + id + ") { name } }").get("data.resource.name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "id", "version", "createdAt", "subject"})
  void whatIsNotTheClientsToSetCannotBeSent(String field) {
    JsonPath answer = as(userToken(), CREATE, Map.of("input", Map.of("name", "pump", field, "1")));
    assertNotEquals(0, answer.getList("errors").size());
    assertNull(answer.get("data.createResource"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'; DROP TABLE resource; --", "\" OR 1=1 --", "%' UNION SELECT 1 --", "\\'; --"})
  void injectedSqlIsText(String attack) {
    String sql = attack + UUID.randomUUID();
    JsonPath created = as(userToken(), CREATE, Map.of("input", Map.of("name", sql)));
    assertEquals(sql, created.getString("data.createResource.name"), created.prettify());
    String query =
        "query($x: String) { n: resources(filter: {name: $x}) { items { name } }"
            + " q: resources(filter: {q: $x}) { items { name } }"
            + " o: resources(filter: {owner: $x}) { items { name } } }";
    JsonPath found = ask(query, Map.of("x", sql));
    assertNull(found.get("errors"), found.prettify());
    assertTrue(found.getList("data.n.items.name").stream().allMatch(sql::equals));
    assertEquals(List.of(), found.getList("data.o.items"));
    for (String argument : List.of("sort", "after")) {
      String bad = "query($x: String) { resources(" + argument + ": $x) { next } }";
      assertEquals("invalid-" + argument, error(ask(bad, Map.of("x", sql))));
    }
  }

  @Test
  void badInputNamesTheField() {
    JsonPath answer = as(userToken(), CREATE, Map.of("input", Map.of("name", " ")));
    assertEquals("invalid-name", error(answer), answer.prettify());
    assertEquals("name", answer.getString("errors[0].extensions.field"));
    assertEquals("invalid-first", error(ask("{ resources(first: 101) { next } }")));
    assertEquals("invalid-name", error(ask("{ resources(filter: {name: \"\"}) { next } }")));
  }
}
