package dev.apifleet.translator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages one place of a resource: a field is nulled, removed, emptied or garbled. */
record Mutation(Random random) {
  private static final List<String> GARBAGE =
      List.of(
          "",
          " ",
          "\u0000",
          "ß☃𝄞",
          "(".repeat(2000),
          "[",
          "-1",
          "9".repeat(40) + "d",
          "/",
          "//host/path",
          "*.");

  /** A place that holds a value. */
  private record Place(JsonNode parent, String field, int index) {
    void set(JsonNode value) {
      switch (parent) {
        case ObjectNode object -> object.set(field, value);
        case ArrayNode array -> array.set(index, value);
        default -> throw new IllegalStateException("no container: " + parent);
      }
    }
  }

  JsonNode of(JsonNode resource) {
    ObjectNode damaged = resource.deepCopy();
    List<Place> places = new ArrayList<>();
    damaged
        .properties()
        .forEach(
            field -> {
              if (!List.of("apiVersion", "kind", "metadata").contains(field.getKey())) {
                places.add(new Place(damaged, field.getKey(), 0));
                collect(field.getValue(), places);
              }
            });
    if (!places.isEmpty()) {
      places.get(random.nextInt(places.size())).set(value());
    }
    return damaged;
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Place(array, null, i));
        collect(array.get(i), places);
      }
    }
    node.properties()
        .forEach(
            field -> {
              places.add(new Place(node, field.getKey(), 0));
              collect(field.getValue(), places);
            });
  }

  private JsonNode value() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(7)) {
      case 0 -> json.arrayNode();
      case 1 -> json.arrayNode().addNull();
      case 2 -> json.objectNode();
      case 3 -> IntNode.valueOf(random.nextBoolean() ? random.nextInt() : random.nextInt(-1, 2));
      case 4 -> TextNode.valueOf(GARBAGE.get(random.nextInt(GARBAGE.size())));
      default -> NullNode.instance;
    };
  }
}
