package dev.apifleet.gateway.check;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.schema.Schema.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The refusals of requests that do not look as they have to. */
final class CheckProblems {
  static final Problem NOT_JSON =
      new Problem(
          415,
          "unsupported_media_type",
          "The body is not JSON",
          "Send the body as application/json in UTF-8, without a Content-Encoding.");
  static final Problem BODY_MISSING =
      new Problem(400, "body_missing", "The request has no body", "The rule asks for a body.");

  private CheckProblems() {}

  static Problem tooComplex(String part) {
    return new Problem(
        422,
        "too_complex",
        "The request is too complex to be checked",
        "Holding the " + part + " against its schema takes too many steps. Send less of it.");
  }

  /** Names up to ten places, by JSON Pointer. */
  static Problem violated(int status, String part, List<Violation> violations) {
    JsonArray list = new JsonArray();
    violations.forEach(
        v -> list.add(new JsonObject().put("pointer", v.pointer()).put("message", v.message())));
    return new Problem(
        status,
        "invalid_request",
        "The request does not meet its schema",
        "The "
            + part
            + " has to meet the JSON Schema of the rule; violations names where it does not.",
        Map.of("in", part, "violations", list),
        Map.of());
  }
}
