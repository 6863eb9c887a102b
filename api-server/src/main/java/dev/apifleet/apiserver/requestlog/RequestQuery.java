package dev.apifleet.apiserver.requestlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which requests are asked for, the newest first; what is null does not matter. A subject names its
 * partition, so that the others are not looked into.
 */
record RequestQuery(
    String subject, Integer status, Instant from, Instant to, RequestCursor after, int limit) {

  String toSql() {
    List<String> conditions = new ArrayList<>(List.of("true"));
    if (subject != null) {
      conditions.add("shard_key = :subject");
      conditions.add("subject = :subject");
    }
    if (status != null) {
      conditions.add("status = :status");
    }
    if (from != null) {
      conditions.add("at >= :from");
    }
    if (to != null) {
      conditions.add("at < :to");
    }
    if (after != null) {
      conditions.add("(at, id) < (:afterAt, :afterId)");
    }
    return "SELECT * FROM request_log WHERE "
        + String.join(" AND ", conditions)
        + " ORDER BY at DESC, id DESC LIMIT :rows";
  }

  /** One row more than the page holds tells whether another page follows. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("subject", subject);
    parameters.put("status", status);
    parameters.put("from", from);
    parameters.put("to", to);
    if (after != null) {
      parameters.put("afterAt", after.at());
      parameters.put("afterId", after.id());
    }
    parameters.put("rows", limit + 1);
    parameters.values().removeIf(value -> value == null);
    return parameters;
  }
}
