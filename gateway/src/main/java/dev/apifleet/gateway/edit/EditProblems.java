package dev.apifleet.gateway.edit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Problem;
import java.util.Map;

/** The refusals of edits. */
final class EditProblems {
  private EditProblems() {}

  static Problem noPath(Exchange exchange) {
    String rule = exchange.route() + "/" + exchange.rule();
    return new Problem(
        400,
        "path_not_rewritable",
        "The path cannot be rewritten",
        "What rule " + rule + " makes of the path is none that can be asked for. Ask for another.",
        Map.of("rule", rule),
        Map.of());
  }
}
