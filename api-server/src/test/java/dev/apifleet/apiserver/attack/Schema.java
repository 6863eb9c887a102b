package dev.apifleet.apiserver.attack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A schema of the OpenAPI document, and the bodies that it describes. */
record Schema(JsonObject document, JsonObject node) {

  /** What the server can only take if it is of this kind. */
  private static final Map<String, Object> SAMPLES =
      Map.of(
          "name", "pump",
          "password", "correct horse",
          "roles", new JsonArray().add("user"),
          "expiresAt", "2099-01-01T00:00:00Z",
          "refreshToken", "none");

  static Schema of(JsonObject document, JsonObject node) {
    JsonObject found = node;
    while (found.containsKey("$ref")) {
      found = at(document, found.getString("$ref"));
    }
    for (String choice : List.of("anyOf", "oneOf", "allOf")) {
      if (found.containsKey(choice)) {
        return choices(found, choice)
            .filter(one -> !"null".equals(one.getValue("type")))
            .map(one -> of(document, one))
            .findFirst()
            .orElseThrow();
      }
    }
    return new Schema(document, found);
  }

  private static Stream<JsonObject> choices(JsonObject node, String choice) {
    return node.getJsonArray(choice).stream().map(JsonObject.class::cast);
  }

  private static JsonObject at(JsonObject document, String reference) {
    JsonObject found = document;
    for (String step : reference.substring(2).split("/")) {
      found = found.getJsonObject(step);
    }
    return found;
  }

  /** The ways to all fields that hold text, as in {@code items.0.name}. */
  Stream<List<String>> texts() {
    return switch (type()) {
      case "object" ->
          names().stream().flatMap(name -> property(name).texts().map(rest -> way(name, rest)));
      case "array" -> items().texts().map(rest -> way("0", rest));
      case "string" -> Stream.of(List.of());
      default -> Stream.of();
    };
  }

  /** A body with what must be there, and this at the end of the way. */
  Object body(List<String> way, Object value, String name) {
    if (way != null && way.isEmpty()) {
      return value;
    }
    return switch (type()) {
      case "object" -> {
        JsonObject body = new JsonObject();
        names().stream()
            .filter(field -> required(field) || way != null && way.getFirst().equals(field))
            .forEach(
                field -> body.put(field, property(field).body(rest(way, field), value, field)));
        yield body;
      }
      case "array" ->
          SAMPLES.containsKey(name) && way == null
              ? SAMPLES.get(name)
              : new JsonArray().add(items().body(rest(way, "0"), value, name));
      case "string" -> text(name);
      case "boolean" -> true;
      default -> 1;
    };
  }

  /** The body with these fields in each object of it that does not know them. */
  Object smuggled(Object body, List<String> fields, Object value) {
    return switch (body) {
      case JsonArray array ->
          new JsonArray(array.stream().map(one -> items().smuggled(one, fields, value)).toList());
      case JsonObject object -> {
        JsonObject more = new JsonObject();
        object.forEach(
            field ->
                more.put(
                    field.getKey(),
                    property(field.getKey()).smuggled(field.getValue(), fields, value)));
        fields.stream()
            .filter(field -> !names().contains(field))
            .forEach(field -> more.put(field, value));
        yield more;
      }
      default -> body;
    };
  }

  private Object text(String name) {
    if (node.containsKey("enum")) {
      return node.getJsonArray("enum").getString(0);
    }
    return name.equals("email")
        ? "a" + System.nanoTime() + "@example.com"
        : SAMPLES.getOrDefault(name, "text");
  }

  private static List<String> rest(List<String> way, String step) {
    return way != null && way.getFirst().equals(step) ? way.subList(1, way.size()) : null;
  }

  private static List<String> way(String step, List<String> rest) {
    return Stream.concat(Stream.of(step), rest.stream()).toList();
  }

  private String type() {
    return switch (node.getValue("type")) {
      case String one -> one;
      case JsonArray several ->
          several.stream().map(String.class::cast).filter(t -> !t.equals("null")).findFirst().get();
      case null, default -> node.containsKey("properties") ? "object" : "any";
    };
  }

  private Set<String> names() {
    return node.getJsonObject("properties", new JsonObject()).fieldNames();
  }

  private boolean required(String name) {
    return node.getJsonArray("required", new JsonArray()).contains(name);
  }

  private Schema property(String name) {
    return of(document, node.getJsonObject("properties").getJsonObject(name));
  }

  private Schema items() {
    return of(document, node.getJsonObject("items", new JsonObject()));
  }
}
