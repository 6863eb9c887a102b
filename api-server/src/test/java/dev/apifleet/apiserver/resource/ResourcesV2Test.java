package dev.apifleet.apiserver.resource;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ResourcesV2Test {

  private static final String PATH = "/api/v2/resources";

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void resourceLivesFromCreationToDeletion() {
    var created =
        bearer(userToken())
            .body(Map.of("name", "pump", "status", "draft"))
            .post(PATH)
            .then()
            .statusCode(201)
            .header("ETag", "\"0\"")
            .body("data.owner", equalTo("user@example.com"))
            .body("data.status", equalTo("draft"));
    int id = created.extract().path("data.id");
    created.header("Location", endsWith(PATH + "/" + id));
    given().get(PATH + "/" + id).then().statusCode(200).header("ETag", "\"0\"");
    ifMatch("\"0\"")
        .body(Map.of("name", "pump 2", "status", "active"))
        .put(PATH + "/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("data.status", equalTo("active"));
    ifMatch("\"1\"").delete(PATH + "/" + id).then().statusCode(204);
    given().get(PATH + "/" + id).then().statusCode(404);
  }

  @Test
  void writesOfWhatWasNotReadAreRefused() {
    int id = createResource("pump");
    String token = userToken();
    bearer(token).body(Map.of("name", "x")).put(PATH + "/" + id).then().statusCode(428);
    patch(bearer(token), id, "{}").then().statusCode(428);
    bearer(token)
        .delete(PATH + "/" + id)
        .then()
        .statusCode(428)
        .contentType("application/problem+json")
        .body("error", equalTo("if-match-required"));
  }

  @Test
  void overtakenWritesAreRefused() {
    int id = createResource("pump");
    patch(ifMatch("\"0\""), id, "{\"name\":\"pump 2\"}").then().statusCode(200);
    patch(ifMatch("\"0\""), id, "{\"name\":\"pump 3\"}")
        .then()
        .statusCode(412)
        .body("error", equalTo("precondition-failed"));
    ifMatch("W/\"1\"").delete(PATH + "/" + id).then().statusCode(412);
    ifMatch("\"7\", \"1\"").delete(PATH + "/" + id).then().statusCode(204);
  }

  @Test
  void ofWritesAtOnceOneWins() {
    int id = createResource("pump");
    String token = userToken();
    List<CompletableFuture<Integer>> answers =
        Stream.of("a", "b", "c", "d", "e", "f")
            .map(name -> CompletableFuture.supplyAsync(() -> rename(token, id, name)))
            .toList();
    List<Integer> statuses = answers.stream().map(CompletableFuture::join).sorted().toList();
    assertEquals(List.of(200, 412, 412, 412, 412, 412), statuses);
    given().get(PATH + "/" + id).then().body("data.version", equalTo(1));
  }

  @Test
  void patchChangesWhatItNamesAndRemovesWhatItNamesAsNull() {
    int id =
        bearer(userToken())
            .body(Map.of("name", "pump", "description", "moves water", "status", "draft"))
            .post(PATH)
            .path("data.id");
    patch(ifMatch("*"), id, "{\"name\":\"valve\",\"color\":{\"x\":1}}")
        .then()
        .statusCode(200)
        .body("data.name", equalTo("valve"))
        .body("data.description", equalTo("moves water"))
        .body("data.status", equalTo("draft"));
    patch(ifMatch("*"), id, "{\"description\":null}")
        .then()
        .statusCode(200)
        .body("data.name", equalTo("valve"))
        .body("data.description", equalTo(""));
    patch(ifMatch("*"), id, "{\"name\":null}")
        .then()
        .statusCode(400)
        .body("field", equalTo("name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "7", "", "{", "{\"name\":7}", "{\"name\":{\"a\":1}}"})
  void patchesOfOtherShapesAreBadRequests(String body) {
    int id = createResource("pump");
    patch(ifMatch("*"), id, body).then().statusCode(400).contentType("application/problem+json");
  }

  @Test
  void whatTakesNoPatchSaysSo() {
    ifMatch("*").body(Map.of()).patch(PATH + "/bulk").then().statusCode(405);
  }

  @Test
  void patchIsAMergePatchOnly() {
    int id = createResource("pump");
    ifMatch("*").body(Map.of("name", "x")).patch(PATH + "/" + id).then().statusCode(415);
  }

  @Test
  void readersWhoHaveTheVersionGetNoBody() {
    int id = createResource("pump");
    given()
        .header("If-None-Match", "W/\"0\"")
        .get(PATH + "/" + id)
        .then()
        .statusCode(304)
        .header("ETag", "\"0\"")
        .body(equalTo(""));
    given().header("If-None-Match", "\"1\"").get(PATH + "/" + id).then().statusCode(200);
    given().header("If-None-Match", "\"0\"").get("/api/v1/resources/" + id).then().statusCode(304);
  }

  @Test
  void linksLeadThroughAllPages() {
    String name = "linked " + System.nanoTime();
    List<Integer> ids = Stream.of("c", "a", "b").map(end -> createResource(name + end)).toList();
    List<Integer> seen = new ArrayList<>();
    String next = PATH + "?name=" + name.replace(" ", "%20") + "&sort=-name&limit=1";
    for (int page = 0; page < 3; page++) {
      Response answer = given().urlEncodingEnabled(false).get(next);
      answer.then().statusCode(200);
      seen.addAll(answer.jsonPath().getList("data.id"));
      String link = answer.header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
    }
    assertEquals(List.of(ids.get(0), ids.get(2), ids.get(1)), seen);
    assertEquals(null, next);
  }

  @Test
  void lastPageHasNoNext() {
    given()
        .queryParam("name", "nobody is called so")
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Link", nullValue())
        .body("data", equalTo(List.of()))
        .body("meta.next", nullValue());
  }

  @Test
  void filtersNarrowTheList() {
    String word = "w" + System.nanoTime();
    int mine = createResource(word + " alpha beta");
    int other =
        bearer(Client.logIn("pro@example.com", "pro123").path("token"))
            .body(Map.of("name", "x", "description", "beta " + word, "status", "archived"))
            .post(PATH)
            .path("data.id");
    assertEquals(List.of(mine, other), ids(Map.of("q", word + " beta")));
    assertEquals(List.of(mine), ids(Map.of("q", word + " -x")));
    assertEquals(List.of(mine), ids(Map.of("name", word)));
    assertEquals(List.of(other), ids(Map.of("q", word, "owner", "pro@example.com")));
    assertEquals(List.of(other), ids(Map.of("q", word, "status", "archived")));
    String between = given().get(PATH + "/" + mine).path("data.createdAt");
    assertEquals(List.of(other), ids(Map.of("q", word, "createdAfter", between)));
    assertEquals(List.of(), ids(Map.of("q", word, "createdBefore", between, "sort", "-updatedAt")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=%21",
        "after=aWQ6MTo",
        "after=bmFtZTp4Og",
        "sort=size",
        "sort=--id",
        "sort=",
        "status=gone",
        "status=",
        "q=",
        "name=a%00b",
        "createdAfter=yesterday",
        "createdBefore=-9000-01-01T00:00:00Z",
        "limit=0"
      })
  void badListsNameTheParameter(String query) {
    String sorted = query.startsWith("after") ? "&sort=name" : "";
    given()
        .urlEncodingEnabled(false)
        .get(PATH + "?" + query + sorted)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(query.split("=")[0]));
  }

  @Test
  void descriptionTellsBothVersions() {
    given()
        .get("/openapi")
        .then()
        .statusCode(200)
        .body(allOf(containsString(PATH + "/{id}"), containsString("/api/v1/resources/bulk")))
        .body(containsString("application/merge-patch+json"));
  }

  private static List<Integer> ids(Map<String, String> query) {
    return given().queryParams(query).get(PATH).then().statusCode(200).extract().path("data.id");
  }

  private static int rename(String token, int id, String name) {
    return bearer(token)
        .header("If-Match", "\"0\"")
        .body(Map.of("name", name))
        .put(PATH + "/" + id)
        .statusCode();
  }

  private static RequestSpecification ifMatch(String tags) {
    return bearer(userToken()).header("If-Match", tags);
  }

  private static Response patch(RequestSpecification request, int id, String body) {
    return request
        .contentType("application/merge-patch+json")
        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .patch(PATH + "/" + id);
  }
}
