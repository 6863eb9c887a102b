package dev.apifleet.apiserver.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** How PostgreSQL does a statement, as EXPLAIN (FORMAT JSON) tells it. */
public record Plan(JsonNode root) {

  public static Plan parse(String json) {
    try {
      return new Plan(new JsonMapper().readTree(json).get(0).get("Plan"));
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException(failure);
    }
  }

  /** The tables that are read from their first row to their last. */
  public Stream<String> scanned() {
    return nodes(root)
        .filter(node -> node.get("Node Type").asText().equals("Seq Scan"))
        .map(node -> node.get("Relation Name").asText());
  }

  /** The most rows that any one step puts in order. */
  public long sorted() {
    return nodes(root)
        .filter(node -> node.get("Node Type").asText().endsWith("Sort"))
        .mapToLong(node -> node.get("Plans").get(0).get("Actual Rows").asLong())
        .max()
        .orElse(0);
  }

  private static Stream<JsonNode> nodes(JsonNode node) {
    return Stream.concat(
        Stream.of(node),
        node.has("Plans") ? children(node.get("Plans")).flatMap(Plan::nodes) : Stream.empty());
  }

  private static Stream<JsonNode> children(JsonNode nodes) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(nodes.iterator(), Spliterator.ORDERED), false);
  }
}
