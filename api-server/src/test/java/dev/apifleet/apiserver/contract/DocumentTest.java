package dev.apifleet.apiserver.contract;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is whole: clients can be generated from it, and it hides nothing. */
@QuarkusTest
@WithTestResource(Backends.class)
class DocumentTest {

  /** What everybody may do: log in, and read what is public. */
  private static final Pattern OPEN =
      Pattern.compile(
          "get /\\.well-known/jwks\\.json"
              + "|post /api/v\\d/auth/(login|refresh)"
              + "|get /api/v\\d/(status|external|search|events|resources|resources/\\{id})");

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private JsonObject document;

  /** One operation, as {@code get /api/v1/me}. */
  private record Operation(String name, String path, JsonObject said) {}

  @BeforeEach
  void read() {
    document = new JsonObject(given().get("/openapi?format=json").then().extract().asString());
  }

  @Test
  void itIsOfOpenApi31AndNamesItself() {
    assertThat(document.getString("openapi"), startsWith("3.1."));
    assertThat(document.getJsonObject("info").getString("title"), not(startsWith("Generated")));
  }

  @Test
  void everyOperationHasANameOfItsOwn() {
    Set<String> names = new HashSet<>();
    assertThat(
        lacking(
            one -> {
              String name = one.said().getString("operationId", "");
              return name.matches("[a-z][A-Za-z0-9]*") && names.add(name);
            }),
        empty());
  }

  @Test
  void everyOperationSaysWhatItDoes() {
    assertThat(lacking(one -> one.said().getString("summary", "").contains(" ")), empty());
    assertThat(
        lacking(
            one ->
                one.said().containsKey("tags")
                    && one.said().getJsonArray("tags").stream()
                        .noneMatch(tag -> ((String) tag).contains("Endpoint"))),
        empty());
  }

  @Test
  void everySuccessHasASchemaOrNoBody() {
    assertThat(lacking(one -> !successes(one).isEmpty()), empty());
    assertThat(
        lacking(
            one ->
                successes(one).stream()
                    .allMatch(status -> status.equals("204") || hasSchema(response(one, status)))),
        empty());
  }

  @Test
  void everyFailureIsAProblem() {
    assertThat(
        lacking(
            one ->
                response(one, "default")
                    .getJsonObject("content")
                    .containsKey("application/problem+json")),
        empty());
  }

  @Test
  void whatNeedsAPermissionSaysSo() {
    assertThat(
        lacking(one -> one.said().containsKey("security") != OPEN.matcher(one.name()).matches()),
        empty());
  }

  @Test
  void everyParameterAndBodyHasASchema() {
    assertThat(
        lacking(
            one ->
                objects(one.said(), "parameters")
                    .allMatch(parameter -> !parameter.getJsonObject("schema").isEmpty())),
        empty());
    assertThat(
        lacking(
            one ->
                !one.said().containsKey("requestBody")
                    || hasSchema(one.said().getJsonObject("requestBody"))),
        empty());
  }

  @Test
  void bothVersionsServeTheSamePaths() {
    assertThat(
        document.getJsonObject("paths").fieldNames().stream()
            .filter(path -> path.startsWith("/api/"))
            .filter(path -> !document.getJsonObject("paths").containsKey(other(path)))
            .toList(),
        empty());
  }

  @Test
  void whatIsForDemonstrationsAloneSaysSo() {
    assertThat(
        lacking(
            one ->
                !one.path().matches(".*/(crash|recover)")
                    || one.said().getString("summary").contains("(demo only)")),
        empty());
  }

  /** In Java's patterns the whole text must fit, in those of JSON Schema a part of it will do. */
  @Test
  void patternsBindTheWholeText() {
    assertThat(
        Pattern.compile("\"pattern\":\"(?!\\^)[^\"]*\"")
            .matcher(document.encode())
            .results()
            .map(found -> found.group())
            .toList(),
        empty());
  }

  @Test
  void nothingIsLeftToGuess() {
    assertThat(
        document.getJsonObject("components").getJsonObject("schemas").fieldNames().stream()
            .filter(name -> name.matches("Object|JsonNode|Response|RestResponse.*|Uni.*|Multi.*"))
            .toList(),
        empty());
  }

  private List<String> lacking(Predicate<Operation> wanted) {
    JsonObject paths = document.getJsonObject("paths");
    return paths.fieldNames().stream()
        .flatMap(path -> operations(path, paths.getJsonObject(path)))
        .filter(wanted.negate())
        .map(Operation::name)
        .toList();
  }

  private static Stream<Operation> operations(String path, JsonObject item) {
    return item.fieldNames().stream()
        .filter(METHODS::contains)
        .map(method -> new Operation(method + " " + path, path, item.getJsonObject(method)));
  }

  private static List<String> successes(Operation one) {
    return one.said().getJsonObject("responses").fieldNames().stream()
        .filter(status -> status.startsWith("2"))
        .toList();
  }

  private static JsonObject response(Operation one, String status) {
    return one.said().getJsonObject("responses").getJsonObject(status);
  }

  private static boolean hasSchema(JsonObject body) {
    JsonObject content = body.getJsonObject("content", new JsonObject());
    return !content.isEmpty()
        && content.fieldNames().stream()
            .allMatch(
                type ->
                    !content
                        .getJsonObject(type)
                        .getJsonObject("schema", new JsonObject())
                        .isEmpty());
  }

  private static Stream<JsonObject> objects(JsonObject parent, String list) {
    return parent.containsKey(list)
        ? parent.getJsonArray(list).stream().map(JsonObject.class::cast)
        : Stream.empty();
  }

  private static String other(String path) {
    return path.startsWith("/api/v1/")
        ? path.replace("/api/v1/", "/api/v2/")
        : path.replace("/api/v2/", "/api/v1/");
  }
}
