package dev.apifleet.gateway.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.MultiMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * A query or headers as a JSON object: texts become numbers, booleans and arrays where the schema
 * asks for such.
 */
final class Parameters {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_NUMBER = 100;

  private final JsonNode schema;

  Parameters(JsonNode schema) {
    this.schema = schema;
  }

  /** Names in lower case. */
  ObjectNode headers(MultiMap headers) {
    ObjectNode object = NODES.objectNode();
    for (String name : headers.names()) {
      object.set(
          name.toLowerCase(Locale.ROOT),
          value(name.toLowerCase(Locale.ROOT), headers.getAll(name)));
    }
    return object;
  }

  ObjectNode query(MultiMap params) {
    ObjectNode object = NODES.objectNode();
    for (String name : params.names()) {
      object.set(name, value(name, params.getAll(name)));
    }
    return object;
  }

  private JsonNode value(String name, List<String> texts) {
    JsonNode wanted = resolved(schema.path("properties").path(name));
    if (texts.size() == 1 && !asks(wanted, "array")) {
      return single(texts.getFirst(), wanted);
    }
    JsonNode item = resolved(wanted.path("items"));
    ArrayNode array = NODES.arrayNode();
    texts.forEach(text -> array.add(single(text, item)));
    return array;
  }

  private JsonNode resolved(JsonNode wanted) {
    String reference = wanted.path("$ref").asText("");
    return reference.startsWith("#/") ? schema.at(reference.substring(1)) : wanted;
  }

  private static boolean asks(JsonNode wanted, String type) {
    JsonNode types = wanted.path("type");
    if (types.isTextual()) {
      return types.asText().equals(type);
    }
    for (Iterator<JsonNode> all = types.elements(); all.hasNext(); ) {
      if (all.next().asText().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode single(String text, JsonNode wanted) {
    if (asks(wanted, "boolean") && (text.equals("true") || text.equals("false"))) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    if ((asks(wanted, "integer") || asks(wanted, "number")) && text.length() <= LONGEST_NUMBER) {
      return number(text);
    }
    return TextNode.valueOf(text);
  }

  /** As JSON writes numbers, else the text as it is. */
  private static JsonNode number(String text) {
    try {
      JsonNode value = StrictJson.read(text);
      return value.isNumber() ? value : TextNode.valueOf(text);
    } catch (StrictJson.MalformedException _) {
      return TextNode.valueOf(text);
    }
  }
}
