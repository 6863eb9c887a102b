package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.gateway.runtime.Runtime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Shows each rule's filters in the order in which they act. */
final class PipelineView {
  private PipelineView() {}

  static JsonArray of(Runtime runtime) {
    JsonArray rules = new JsonArray();
    runtime.rules().forEach(rule -> rules.add(describe(rule)));
    return rules;
  }

  private static JsonObject describe(Rule rule) {
    JsonArray filters = new JsonArray();
    rule.filters().stream().map(Filter::describe).forEach(filters::add);
    return new JsonObject()
        .put("route", rule.route())
        .put("rule", rule.name())
        .put("filters", filters)
        .put("action", rule.action().getClass().getSimpleName());
  }
}
