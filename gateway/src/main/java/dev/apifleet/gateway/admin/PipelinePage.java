package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.gateway.runtime.Runtime;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code GET /pipeline} on the management port: each rule's filters in the order they act. */
@Singleton
class PipelinePage {
  private final Lifecycle lifecycle;

  PipelinePage(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void register(@Observes ManagementInterface management) {
    management.router().get("/pipeline").handler(this::answer);
  }

  private void answer(RoutingContext request) {
    request.json(lifecycle.gateway().map(g -> describe(g.runtime())).orElse(null));
  }

  static JsonArray describe(Runtime runtime) {
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
