package dev.apifleet.gateway.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FilterConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateFilterTest {
  private static final String ORDER =
      """
      {"type": "object", "required": ["item"], "additionalProperties": false,
       "properties": {
         "item": {"type": "string", "minLength": 1, "pattern": "^[a-z]+$"},
         "count": {"type": "integer", "minimum": 1},
         "when": {"type": "string", "format": "date"},
         "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}},
         "parts": {"type": "array", "items": {"$ref": "#"}}},
       "$defs": {"tag": {"type": "string", "maxLength": 3}}}
      """;
  private static final String QUERY =
      """
      {"type": "object",
       "properties": {
         "page": {"type": "integer", "minimum": 1},
         "ratio": {"type": "number", "exclusiveMaximum": 1},
         "all": {"type": "boolean"},
         "ids": {"type": "array", "items": {"type": "integer"}, "maxItems": 3},
         "name": {"type": "string", "maxLength": 5}}}
      """;
  private static final String HEADERS =
      """
      {"properties": {"x-depth": {"type": "integer", "maximum": 9}}}
      """;
  private static final int MOST_BYTES = 256 * 1024;

  private static TestFleet fleet;
  private static volatile Filter filter;

  @BeforeAll
  static void start() {
    fleet = new TestFleet((_, _, _) -> List.of(exchange -> filter.apply(exchange)));
    Backend backend = fleet.backend("one");
    backend.behaviour = request -> request.body().onSuccess(b -> request.response().end(b));
    fleet.serveAll(backend);
    serve(ORDER, false);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static void serve(String body, boolean required) {
    filter =
        new ValidateFilter(new FilterConfig.Validate(body, required, QUERY, HEADERS, MOST_BYTES));
  }

  private static HttpResponse<String> post(String body, String... headers) {
    String[] all = headers.length > 0 ? headers : new String[] {"content-type", "application/json"};
    return fleet.send(fleet.request("/", all).POST(BodyPublishers.ofString(body)).build());
  }

  private static JsonArray violations(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getJsonArray("violations");
  }

  @Test
  void aGoodBodyArrivesAsItWas() {
    String body =
        "{ \"item\" : \"pen\", \"count\": 2, \"tags\": [\"a\"], \"when\": \"2024-02-29\" }";
    assertThat(post(body).body()).isEqualTo(body);
    assertThat(post(body, "content-type", "application/vnd.shop+json; charset=UTF-8").body())
        .isEqualTo(body);
  }

  @Test
  void violationsAreNamedByPointerAndUpToTen() {
    HttpResponse<String> answer =
        post(
            "{\"item\": \"PEN\", \"count\": 0, \"tags\": [\"ok\", \"long\"], \"a/b\": 1, \"when\": \"x\"}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(violations(answer).stream().map(v -> ((JsonObject) v).getString("pointer")))
        .contains("/item", "/count", "/tags/1", "/when");
    String many = "{\"item\": \"a\", \"tags\": [" + "\"long\",".repeat(99) + "\"long\"]}";
    assertThat(violations(post(many))).hasSize(10);
  }

  @Test
  void aLargeBodyIsCheckedTooAndItsFirstFaultTold() {
    String good = "{\"item\": \"a\", \"tags\": [" + "\"abc\",".repeat(30_000) + "\"abc\"]}";
    assertThat(post(good).body()).isEqualTo(good);
    assertThat(violations(post(good.replace("]", ",\"long\"]")))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"item\": \"a\"} x",
        "{\"item\": \"a\"}{}",
        "{\"item\": \"a\", \"item\": \"b\"}",
        "{'item': 'a'}",
        "{\"item\": NaN}",
        "nothing",
        "   "
      })
  void whatIsNotStrictJsonIsMalformed(String body) {
    assertThat(post(body).statusCode()).isEqualTo(400);
  }

  @Test
  void deepNestingIsRefused() {
    String parts = "{\"item\":\"a\",\"parts\":[".repeat(5_000);
    assertThat(post(parts).statusCode()).isEqualTo(400);
  }

  @Test
  void referencesThatMultiplyAreNotTaken() {
    StringBuilder schema = new StringBuilder("{\"$ref\": \"#/$defs/d0\", \"$defs\": {");
    for (int i = 0; i < 40; i++) {
      String next = "{\"$ref\": \"#/$defs/d" + (i + 1) + "\"}";
      schema.append("\"d%d\": {\"allOf\": [%s, %s]},".formatted(i, next, next));
    }
    assertThatThrownBy(() -> serve(schema + "\"d40\": {}}}", false))
        .hasMessageContaining("more than 10000 parts");
  }

  @Test
  void aRecursiveSchemaTakesOnlySoManySteps() {
    serve("{\"properties\": {\"a\": {\"allOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}}}", false);
    try {
      assertThat(post("{\"a\":".repeat(5) + "1" + "}".repeat(5)).statusCode()).isEqualTo(200);
      HttpResponse<String> answer = post("{\"a\":".repeat(60) + "1" + "}".repeat(60));
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("too_complex");
    } finally {
      serve(ORDER, false);
    }
  }

  @Test
  void expressionsThatHangOthersTakeLinearTime() {
    serve("{\"type\": \"string\", \"pattern\": \"^(a+)+$\"}", false);
    try {
      assertThat(post('"' + "a".repeat(50_000) + "b\"").statusCode()).isEqualTo(422);
    } finally {
      serve(ORDER, false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415",
    "application/xml, 415",
    "application/json;charset=utf-16, 415",
    "application/jsonp, 415",
    "application/problem+json, 200"
  })
  void aBodyOfAnotherTypeIsRefused(String type, int status) {
    assertThat(post("{\"item\": \"a\"}", "content-type", type).statusCode()).isEqualTo(status);
  }

  @Test
  void aCodedBodyIsRefused() {
    assertThat(
            post("x", "content-type", "application/json", "content-encoding", "gzip").statusCode())
        .isEqualTo(415);
  }

  @Test
  void aBodyThatIsTooLongIsRefusedUnread() {
    String head =
        RawClient.ask(
            fleet.port,
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + (MOST_BYTES + 1)
                + "\r\n\r\n");
    assertThat(head).startsWith("HTTP/1.1 413");
  }

  @Test
  void aMissingBodyIsRefusedOnlyWhereItIsRequired() {
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
    serve(ORDER, true);
    assertThat(fleet.get("/").body()).contains("body_missing");
    serve(null, true);
    assertThat(fleet.get("/").statusCode()).isEqualTo(400);
    assertThat(post("any", "content-type", "text/plain").body()).isEqualTo("any");
    serve(ORDER, false);
  }

  @ParameterizedTest
  @CsvSource({
    "page=1, 200",
    "page=0, 400",
    "page=one, 400",
    "page=1.5, 400",
    "page=1&page=2, 400",
    "ratio=0.5, 200",
    "ratio=1e0, 400",
    "all=true, 200",
    "all=yes, 400",
    "ids=1&ids=2, 200",
    "ids=7, 200",
    "ids=a, 400",
    "ids=1&ids=2&ids=3&ids=4, 400",
    "name=12345, 200",
    "name=long%20name, 400",
    "other=x, 200"
  })
  void parametersAreReadAsTheSchemaAsks(String query, int status) {
    HttpResponse<String> answer = fleet.get("/?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status == 400) {
      assertThat(answer.body()).contains("\"in\":\"query\"");
    }
  }

  @Test
  void headersAreCheckedByTheirNameInLowerCase() {
    assertThat(fleet.get("/", "X-Depth", "9").statusCode()).isEqualTo(200);
    assertThat(fleet.get("/", "X-Depth", "10").body()).contains("\"in\":\"headers\"", "/x-depth");
  }
}
