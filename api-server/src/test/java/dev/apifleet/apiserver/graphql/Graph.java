package dev.apifleet.apiserver.graphql;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** What tests ask the graph. */
final class Graph {

  private Graph() {}

  static JsonPath ask(String query) {
    return ask(query, Map.of());
  }

  static JsonPath ask(String query, Map<String, Object> variables) {
    return ask(given().contentType("application/json"), query, variables);
  }

  static JsonPath as(String token, String query, Map<String, Object> variables) {
    return ask(
        given().contentType("application/json").header("Authorization", "Bearer " + token),
        query,
        variables);
  }

  private static JsonPath ask(
      RequestSpecification client, String query, Map<String, Object> variables) {
    return client
        .body(Map.of("query", query, "variables", variables))
        .post("/graphql")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** The short code of the first error. */
  static String error(JsonPath answer) {
    return answer.getString("errors[0].extensions.error");
  }
}
