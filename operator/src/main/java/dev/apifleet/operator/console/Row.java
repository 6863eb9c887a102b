package dev.apifleet.operator.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One custom resource as the console shows it.
 *
 * @param columns title to text, in the order in which they are shown
 * @param gateways gateways that serve this very object, of those that are ready: 3/3; null where
 *     nobody has said yet
 * @param pods the gateways of a fleet; null for other kinds
 */
record Row(
    String namespace,
    String name,
    long generation,
    String createdAt,
    Map<String, String> columns,
    String gateways,
    List<Condition> conditions,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<Pod> pods) {

  record Condition(
      String type, String status, String reason, String message, String lastTransitionTime) {}

  /** A gateway, and the snapshot version that it said it serves. */
  record Pod(String name, boolean ready, String version) {}

  static Row of(Listed kind, JsonNode object, Instant now) {
    JsonNode metadata = object.path("metadata");
    Map<String, String> columns = new LinkedHashMap<>();
    kind.columns().forEach(column -> columns.put(column.title(), column.text().of(object, now)));
    return new Row(
        text(metadata, "namespace"),
        text(metadata, "name"),
        metadata.path("generation").asLong(),
        text(metadata, "creationTimestamp"),
        columns,
        text(object.path("status"), "gateways"),
        conditions(object.at("/status/conditions")),
        kind == Listed.FLEETS ? pods(object.at("/status/pods")) : null);
  }

  private static List<Condition> conditions(JsonNode conditions) {
    return conditions
        .valueStream()
        .map(
            c ->
                new Condition(
                    text(c, "type"),
                    text(c, "status"),
                    text(c, "reason"),
                    text(c, "message"),
                    text(c, "lastTransitionTime")))
        .toList();
  }

  private static List<Pod> pods(JsonNode pods) {
    return pods.valueStream()
        .map(pod -> new Pod(text(pod, "name"), pod.path("ready").asBoolean(), text(pod, "version")))
        .toList();
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText(null);
  }
}
