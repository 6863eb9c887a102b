package dev.apifleet.apiserver.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apifleet.apiserver.change.Change.Action;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Told changes as JSON: as clients read them, and with their owner, as the table gives them and the
 * bus carries them.
 */
final class ChangeJson {

  /** Numbers within the data stay as they were written. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ChangeJson() {}

  static Told read(String text) {
    return told((ObjectNode) tree(text));
  }

  static List<Told> readAll(String text) {
    return StreamSupport.stream(((ArrayNode) tree(text)).spliterator(), false)
        .map(node -> told((ObjectNode) node))
        .toList();
  }

  /** With the owner. */
  static String write(Told told) {
    String owner = told.change().owner();
    if (owner == null) {
      return told.json();
    }
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(owner));
    return told.json().substring(0, told.json().length() - 1) + ",\"owner\":\"" + quoted + "\"}";
  }

  static String writeAll(List<Told> changes) {
    return changes.stream().map(ChangeJson::write).collect(Collectors.joining(",", "[", "]"));
  }

  private static Told told(ObjectNode node) {
    JsonNode owner = node.remove("owner");
    JsonNode data = node.get("data");
    Change change =
        new Change(
            Action.valueOf(node.get("action").asText().toUpperCase(Locale.ROOT)),
            node.get("type").asText(),
            node.get("id").asLong(),
            node.get("version").asInt(),
            data.isNull() ? null : data.toString(),
            owner == null || owner.isNull() ? null : owner.asText());
    return new Told(
        node.get("position").asLong(),
        OffsetDateTime.parse(node.get("at").asText()).toInstant(),
        change,
        node.toString());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("A told change is not JSON", failure);
    }
  }
}
