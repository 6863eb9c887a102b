package dev.apifleet.apiserver.attack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the OpenAPI document says can be asked of the server: a method of a path. */
record Operation(
    String method,
    String path,
    List<Parameter> parameters,
    Optional<Schema> body,
    String mediaType) {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** A value that the client chooses outside the body. */
  record Parameter(String name, String in) {}

  static Stream<Operation> all(JsonObject document) {
    JsonObject paths = document.getJsonObject("paths");
    return paths.fieldNames().stream()
        .flatMap(path -> ofPath(document, path, paths.getJsonObject(path)));
  }

  private static Stream<Operation> ofPath(JsonObject document, String path, JsonObject item) {
    return item.fieldNames().stream()
        .filter(METHODS::contains)
        .map(method -> read(document, path, method, item));
  }

  private static Operation read(JsonObject document, String path, String method, JsonObject item) {
    JsonObject operation = item.getJsonObject(method);
    List<Parameter> parameters =
        Stream.of(item, operation)
            .flatMap(place -> place.getJsonArray("parameters", new JsonArray()).stream())
            .map(JsonObject.class::cast)
            .map(found -> new Parameter(found.getString("name"), found.getString("in")))
            .toList();
    JsonObject content =
        operation
            .getJsonObject("requestBody", new JsonObject())
            .getJsonObject("content", new JsonObject());
    Optional<String> type = content.fieldNames().stream().findFirst();
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        parameters,
        type.map(one -> Schema.of(document, content.getJsonObject(one).getJsonObject("schema"))),
        type.orElse("application/json"));
  }

  boolean reads() {
    return method.equals("GET");
  }

  /** Its instance answers nothing but errors afterwards, so it has tests of its own. */
  boolean breaksTheInstance() {
    return path.matches(".*/(crash|recover)");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
