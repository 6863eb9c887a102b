package dev.apifleet.apiserver.resource;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ResourcesTest {

  private static final String PATH = "/api/v1/resources";

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void listsAreNotKeptLongSinceWritesDoNotDropThem() {
    given().get(PATH).then().statusCode(200).header("Cache-Control", containsString("max-age=5"));
  }

  @Test
  void listsAreSharedByAllWhoAskWithATokenToo() {
    bearer(userToken())
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("s-maxage=30"));
  }

  @Test
  void resourceLivesFromCreationToDeletion() {
    String token = userToken();
    var created =
        bearer(token)
            .body(Map.of("name", " pump ", "description", "moves water"))
            .post(PATH)
            .then()
            .statusCode(201)
            .body("name", equalTo("pump"));
    int id = created.extract().path("id");
    created.header("Location", endsWith(PATH + "/" + id));
    String body = created.extract().asString();

    assertEquals(body, given().get(PATH + "/" + id).asString());
    bearer(token)
        .body(Map.of("name", "pump 2"))
        .put(PATH + "/" + id)
        .then()
        .statusCode(200)
        .body("name", equalTo("pump 2"))
        .body("version", equalTo(1));
    bearer(token).delete(PATH + "/" + id).then().statusCode(204);
    given().get(PATH + "/" + id).then().statusCode(404).body("error", equalTo("not-found"));
    bearer(token).delete(PATH + "/" + id).then().statusCode(404);
    bearer(token).body(Map.of("name", "x")).put(PATH + "/" + id).then().statusCode(404);
  }

  @Test
  void writesNeedAToken() {
    given()
        .contentType("application/json")
        .body(Map.of("name", "pump"))
        .post(PATH)
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    given().delete(PATH + "/1").then().statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({"{}, name", "{\"name\":\"  \"}, name", "{\"name\":\"a\\u0000b\"}, name"})
  void badInputNamesTheField(String body, String field) {
    bearer(userToken())
        .body(body)
        .post(PATH)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(field))
        .body("error", equalTo("invalid-" + field));
  }

  @Test
  void textsAreBounded() {
    bearer(userToken())
        .body(Map.of("name", "n".repeat(101)))
        .post(PATH)
        .then()
        .statusCode(400)
        .body("detail", equalTo("name must have 1 to 100 characters; it has 101."));
    bearer(userToken())
        .body(Map.of("name", "n", "description", "d".repeat(1001)))
        .post(PATH)
        .then()
        .statusCode(400)
        .body("field", equalTo("description"));
  }

  @Test
  void clientsCannotSetWhatIsNotTheirs() {
    bearer(userToken())
        .body(Map.of("name", "pump", "id", 1, "version", 99, "createdAt", "2001-01-01T00:00:00Z"))
        .post(PATH)
        .then()
        .statusCode(201)
        .body("version", equalTo(0))
        .body("createdAt", not("2001-01-01T00:00:00Z"));
  }

  @Test
  void sqlInTextsIsText() {
    String sql = "'); DROP TABLE resource; --";
    int id = createResource(sql);
    given().get(PATH + "/" + id).then().statusCode(200).body("name", equalTo(sql));
  }

  @Test
  void pagesFollowOneAnother() {
    List<Integer> ids = List.of(createResource("a"), createResource("b"), createResource("c"));
    JsonPath first = page("limit", 2, "after", ids.getFirst() - 1);
    assertEquals(ids.subList(0, 2), first.getList("items.id"));
    JsonPath second = page("limit", 2, "after", first.getInt("next"));
    assertEquals(ids.subList(2, 3), second.getList("items.id"));
    assertNull(second.get("next"));
  }

  @Test
  void pagesAreSmallByDefault() {
    for (int i = 0; i < 21; i++) {
      createResource("item " + i);
    }
    given().get(PATH).then().statusCode(200).body("items", hasSize(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=many", "after=-1", "after=x"})
  void badPagesNameTheParameter(String query) {
    given()
        .get(PATH + "?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(query.split("=")[0]));
  }

  private static JsonPath page(String name, int value, String name2, int value2) {
    return given()
        .queryParam(name, value)
        .queryParam(name2, value2)
        .get(PATH)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
