package dev.apifleet.apiserver.resource;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.createResource;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may rely on who walk through the pages of a list. */
@QuarkusTest
@WithTestResource(Backends.class)
class PagesTest {

  private final String word = "walk" + System.nanoTime();

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "-id", "name", "-name", "createdAt", "-createdAt", "-updatedAt"})
  void pagesHoldEachItemOnceWhileOthersAreInserted(String sort) throws InterruptedException {
    List<Integer> wanted = createSome(23);
    AtomicBoolean done = new AtomicBoolean();
    String token = userToken();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 40 && !done.get(); i++) {
                    bearer(token)
                        .body(Map.of("name", word + " " + (i * 37 % 40)))
                        .post("/api/v2/resources");
                  }
                });
    List<Integer> walked = walk(sort);
    done.set(true);
    writer.join();
    assertEquals(walked.size(), new HashSet<>(walked).size(), "no item comes twice");
    assertTrue(walked.containsAll(wanted), "no item is passed over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-id", "name", "-createdAt"})
  void versionOneWalksByIdInEveryOrder(String sort) {
    createSome(5);
    List<Integer> walked = new ArrayList<>();
    Integer after = null;
    do {
      RequestSpecification request = list(sort);
      JsonPath page =
          (after == null ? request : request.queryParam("after", after))
              .get("/api/v1/resources")
              .jsonPath();
      walked.addAll(page.getList("items.id"));
      after = page.get("next");
    } while (after != null);
    assertEquals(walk(sort), walked);
  }

  @Test
  void versionOneTellsWhenItsPlaceIsGone() {
    int id = createResource(word);
    bearer(userToken()).delete("/api/v1/resources/" + id).then().statusCode(204);
    list("id").queryParam("after", id).get("/api/v1/resources").then().statusCode(200);
    list("name")
        .queryParam("after", id)
        .get("/api/v1/resources")
        .then()
        .statusCode(400)
        .body("field", equalTo("after"));
  }

  @Test
  void bulksAreAllOrNothing() {
    List<Integer> ids = createSome(3);
    bearer(userToken())
        .body(
            Map.of(
                "create", List.of(Map.of("name", word + " new")),
                "delete", List.of(Map.of("id", ids.get(0)), Map.of("id", ids.get(1)))))
        .post("/api/v2/resources/bulk")
        .then()
        .statusCode(200)
        .body("data.status", equalTo(List.of(201, 204, 204)))
        .body("data[1].id", equalTo(ids.get(0)));
    bearer(userToken())
        .body(
            Map.of(
                "create", List.of(Map.of("name", word + " never")),
                "delete", List.of(Map.of("id", ids.get(2)), Map.of("id", ids.get(0)))))
        .post("/api/v2/resources/bulk")
        .then()
        .statusCode(404)
        .body("field", equalTo("delete[1]"));
    bearer(userToken())
        .body(Map.of("delete", List.of(Map.of("id", ids.get(2), "version", 7))))
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(412);
    assertEquals(2, walk("id").size());
  }

  @Test
  void bulksAreBounded() {
    List<Map<String, String>> drafts =
        IntStream.range(0, 101).mapToObj(i -> Map.of("name", word)).toList();
    bearer(userToken())
        .body(Map.of("create", drafts))
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(400)
        .body("field", equalTo("create"));
    bearer(userToken())
        .body(Map.of("create", drafts.subList(0, 100), "delete", List.of(Map.of("id", 1))))
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(422);
    bearer(userToken())
        .body(Map.of("create", drafts.subList(0, 100)))
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(200);
    bearer(userToken())
        .body(Map.of())
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(200)
        .body("results", equalTo(List.of()));
    bearer(userToken())
        .body(Map.of("create", List.of(Map.of("name", "x"), Map.of("name", " "))))
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(400)
        .body("field", equalTo("create[1].name"));
    assertEquals(100, walk("id").size());
  }

  @Test
  void bulksAreDoneOnce() {
    Map<String, Object> bulk = Map.of("create", List.of(Map.of("name", word)));
    for (int i = 0; i < 2; i++) {
      bearer(userToken())
          .header("Idempotency-Key", word)
          .body(bulk)
          .post("/api/v1/resources/bulk")
          .then()
          .statusCode(200);
    }
    assertEquals(1, walk("id").size());
  }

  private List<Integer> createSome(int count) {
    List<Map<String, String>> drafts =
        IntStream.range(0, count).mapToObj(i -> Map.of("name", word + " " + i % 7)).toList();
    return bearer(userToken())
        .body(Map.of("create", drafts))
        .post("/api/v1/resources/bulk")
        .then()
        .statusCode(200)
        .extract()
        .path("results.id");
  }

  private List<Integer> walk(String sort) {
    List<Integer> ids = new ArrayList<>();
    String after = null;
    do {
      RequestSpecification request = list(sort);
      JsonPath page =
          (after == null ? request : request.queryParam("after", after))
              .get("/api/v2/resources")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      ids.addAll(page.getList("data.id"));
      after = page.get("meta.next");
    } while (after != null);
    return ids;
  }

  private RequestSpecification list(String sort) {
    return given().queryParam("name", word).queryParam("sort", sort).queryParam("limit", 4);
  }
}
