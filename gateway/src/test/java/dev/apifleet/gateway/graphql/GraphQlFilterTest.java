package dev.apifleet.gateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphQlFilterTest {
  private static final String USER = "query User { user { name } }";

  /** Of an operation that no test lists. */
  private static final String OTHER_HASH =
      "77dc14f1c1a4e7f3fdabb0f1ef63fdc37b6a3e1ea62ac71a0b4c4cbb30b5f7d9";

  private static TestFleet fleet;
  private static volatile Filter filter;

  @BeforeAll
  static void start() {
    fleet = new TestFleet((_, _, _) -> List.of(exchange -> filter.apply(exchange)));
    Backend backend = fleet.backend("one");
    backend.behaviour =
        request -> request.body().onSuccess(b -> request.response().end("ran " + b));
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @BeforeEach
  void serve() {
    limit(4, 100, 3, true);
  }

  private static void limit(
      int depth, int cost, int aliases, boolean introspection, String... allow) {
    filter =
        new GraphQlFilter(
            new FilterConfig.GraphQl(
                depth, cost, aliases, introspection, List.of(allow), 16 * 1024),
            "test/api/default",
            fleet.registry);
  }

  private static HttpResponse<String> post(String type, String body) {
    return fleet.send(
        fleet
            .request("/graphql", "content-type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> ask(String query) {
    return ask(query, new JsonObject());
  }

  private static HttpResponse<String> ask(String query, JsonObject variables) {
    return post(
        "application/json",
        new JsonObject().put("query", query).put("variables", variables).encode());
  }

  private static String get(String parameter, String value) {
    return parameter + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static void passes(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).startsWith("ran");
  }

  private static void refused(HttpResponse<String> answer, int status, String says) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(says);
  }

  @Test
  void operationsPassInAllForms() {
    passes(ask(USER));
    passes(post("application/graphql", USER));
    passes(fleet.get("/graphql?" + get("query", USER)));
    passes(
        post(
            "application/json", new JsonArray().add(new JsonObject().put("query", USER)).encode()));
    passes(ask("mutation { save(id: 1) { id } }"));
    passes(ask("subscription Watch { changed { id } }"));
  }

  @Test
  void depthCountsFieldsThroughFragments() {
    passes(ask("{ a { b { c { d } } } }"));
    refused(ask("{ a { b { c { d { e } } } } }"), 400, "\"limit\":\"depth\"");
    refused(
        ask("{ a { ...f } } fragment f on T { b { ...g } } fragment g on T { c { d { e } } }"),
        400,
        "\"found\":5");
    passes(ask("{ a { ... on T { b { ... { c } } } } }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ users(first: 50) { name } }| 200",
        "{ users(first: 100) { name } }| 400",
        "{ users(last: 60) { name mail } }| 400",
        "{ users(first: 5) { orders(limit: 5) { id } } }| 200",
        "{ users(first: 10) { orders(limit: 10) { id } } }| 400",
        "query($n: Int) { users(first: $n) { name } }| 400",
        "{ users(first: 99999999999999999999999) { name } }| 400",
        "{ users(first: -5) { name } }| 200",
        "{ users(first: \"5000\") { name } }| 400"
      })
  void costMultipliesByTheSizesOfLists(String query, int status) {
    HttpResponse<String> answer = ask(query, new JsonObject().put("n", 1000));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void aVariablesDefaultCountsWhereNoneIsSent() {
    refused(ask("query($n: Int = 200) { users(first: $n) { name } }"), 400, "cost");
    passes(ask("query($n: Int = 2) { users(first: $n) { name } }"));
  }

  @Test
  void fragmentsThatMultiplyAreWeighedInLinearTime() {
    StringBuilder query = new StringBuilder("{ ...f0 }");
    for (int i = 0; i < 60; i++) {
      query.append(" fragment f%d on T { ...f%d ...f%d }".formatted(i, i + 1, i + 1));
    }
    refused(ask(query + " fragment f60 on T { a }"), 400, "\"limit\":\"cost\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ ...f } fragment f on T { ...f }",
        "{ ...f } fragment f on T { a { ...g } } fragment g on T { ...f }",
        "{ ...missing }",
        "{",
        "",
        "{ a } { b }",
        "query A { a } query B { b }",
        "fragment f on T { a }",
        "type T { a: Int }",
        "{ a(x: ) }"
      })
  void whatNoServerCouldRunIsRefused(String query) {
    refused(ask(query), 400, "graphql_invalid");
  }

  @Test
  void aliasesAreCounted() {
    passes(ask("{ a: x b: x c: x }"));
    refused(ask("{ a: x b: x c: x d: x }"), 400, "\"limit\":\"aliases\"");
    refused(ask("{ ...f p { ...f } } fragment f on T { a: x b: x }"), 400, "\"found\":4");
  }

  @Test
  void aBatchIsWeighedAsAWhole() {
    JsonObject one = new JsonObject().put("query", "{ users(first: 40) { name } }");
    passes(post("application/json", new JsonArray().add(one).add(one).encode()));
    refused(
        post("application/json", new JsonArray().add(one).add(one).add(one).encode()), 400, "cost");
    JsonArray many = new JsonArray();
    for (int i = 0; i < 11; i++) {
      many.add(new JsonObject().put("query", "{ a }"));
    }
    refused(post("application/json", many.encode()), 400, "up to 10");
  }

  @Test
  void theSchemaMayBeClosed() {
    passes(ask("{ __schema { types { name } } }"));
    limit(4, 100, 3, false);
    refused(ask("{ __schema { types { name } } }"), 403, "graphql_introspection");
    refused(ask("{ ...f } fragment f on Query { __type(name: \"A\") { name } }"), 403, "off");
    passes(ask("{ user { __typename } }"));
  }

  @Test
  void onlyListedOperationsRunWhereThereIsAList() throws Exception {
    String hash = Sha256.of(USER);
    limit(4, 100, 3, true, hash);
    passes(ask(USER));
    refused(ask(USER + " "), 403, "graphql_not_allowed");
    passes(post("application/json", persisted(hash)));
    passes(fleet.get("/graphql?" + get("extensions", extensions(hash).encode())));
    refused(post("application/json", persisted(OTHER_HASH)), 403, "graphql_not_allowed");
  }

  private static JsonObject extensions(String hash) {
    return new JsonObject()
        .put("persistedQuery", new JsonObject().put("version", 1).put("sha256Hash", hash));
  }

  private static String persisted(String hash) {
    return new JsonObject().put("extensions", extensions(hash)).encode();
  }

  @Test
  void aHashAloneIsAskedForItsQuery() {
    HttpResponse<String> answer = post("application/json", persisted(OTHER_HASH));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("PERSISTED_QUERY_NOT_FOUND");
  }

  @Test
  void aGetMayOnlyQuery() {
    refused(fleet.get("/graphql?" + get("query", "mutation { save { id } }")), 400, "GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\": \"{ a }\", \"query\": \"{ b }\"}",
        "[]",
        "1",
        "{}",
        "{\"query\": 1}",
        "{\"query\": \"{ a }\"} x"
      })
  void bodiesThatCouldBeReadInTwoWaysAreRefused(String body) {
    refused(post("application/json", body), 400, "graphql_invalid");
  }

  @Test
  void anotherQueryInTheUrlIsRefused() {
    HttpResponse<String> answer =
        fleet.send(
            fleet
                .request("/graphql?" + get("query", "{ b }"), "content-type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject().put("query", "{ a }").encode()))
                .build());
    refused(answer, 400, "body alone");
    refused(fleet.get("/graphql?query=%7Ba%7D&query=%7Bb%7D"), 400, "twice");
  }

  @Test
  void otherMethodsAndTypesAreRefused() {
    refused(post("text/plain", "{ a }"), 415, "unsupported_media_type");
    assertThat(fleet.send(fleet.request("/graphql").DELETE().build()).headers().firstValue("allow"))
        .hasValue("GET, POST");
  }

  @Test
  void longRequestsAreRefused() {
    assertThat(ask("{ a }" + " ".repeat(17_000)).statusCode()).isEqualTo(413);
    refused(ask("{" + " a".repeat(7_600) + "}"), 400, "\"limit\":\"cost\"");
  }

  @Test
  void operationsAreCountedByABoundedNumberOfNames() {
    limit(4, 100, 3, true);
    for (int i = 0; i < 60; i++) {
      passes(
          post(
              "application/json",
              new JsonObject()
                  .put("query", "query Q" + i + " { a }")
                  .put("operationName", "Q" + i)
                  .encode()));
    }
    assertThat(
            fleet.registry.find("apifleet.gateway.graphql.operations").counters().stream()
                .filter(counter -> counter.getId().getTag("operation").matches("Q[0-9]+|other")))
        .hasSizeLessThanOrEqualTo(51);
    assertThat(
            fleet
                .registry
                .get("apifleet.gateway.graphql.operations")
                .tag("operation", "other")
                .counter()
                .count())
        .isGreaterThanOrEqualTo(10);
  }
}
