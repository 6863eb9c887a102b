package dev.apifleet.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Tells an explanation to people. */
final class Story {
  private Story() {}

  static String of(JsonObject explanation) {
    StringBuilder story = new StringBuilder();
    story.append(
        "%s%s from %s%n".formatted(host(explanation), path(explanation), client(explanation)));
    String route = explanation.getString("route");
    story.append(
        route == null
            ? "matches no rule%n".formatted()
            : "matches rule %s of route %s%n".formatted(explanation.getString("rule"), route));
    JsonArray near = explanation.getJsonArray("nearMisses", new JsonArray());
    near.forEach(miss -> story.append("  near: %s%n".formatted(miss)));
    JsonArray steps = explanation.getJsonArray("steps");
    for (int i = 0; i < steps.size(); i++) {
      story.append(step(i + 1, steps.getJsonObject(i)));
    }
    return story.append(outcome(explanation.getJsonObject("outcome"))).toString();
  }

  private static String host(JsonObject explanation) {
    return explanation.getString("host", "");
  }

  private static String path(JsonObject explanation) {
    return explanation.getString("path", "");
  }

  private static String client(JsonObject explanation) {
    return explanation.getString("client", "");
  }

  private static String step(int number, JsonObject step) {
    JsonObject changes = step.getJsonObject("changes");
    return "  %d. %s: %s%s%n"
        .formatted(
            number,
            step.getString("filter"),
            step.getString("verdict"),
            changes == null ? "" : " " + changes.encode());
  }

  private static String outcome(JsonObject outcome) {
    return switch (outcome.getString("verdict")) {
      case "refused" -> {
        JsonObject problem = outcome.getJsonObject("problem");
        yield "refused with %d %s: %s"
            .formatted(
                outcome.getInteger("status"),
                problem.getString("error"),
                problem.getString("detail"));
      }
      case "answered" -> "answered by the gateway with %d".formatted(outcome.getInteger("status"));
      default ->
          "forwarded as %s%s to %s"
              .formatted(
                  outcome.getString("backendHost"),
                  outcome.getString("backendUri"),
                  pools(outcome.getJsonArray("pools")));
    };
  }

  private static String pools(JsonArray pools) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pools.size(); i++) {
      JsonObject pool = pools.getJsonObject(i);
      text.append(i == 0 ? "" : ", ")
          .append(pool.getString("pool"))
          .append(" (weight ")
          .append(pool.getInteger("weight"))
          .append(')');
    }
    return text.toString();
  }
}
