package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.pool.PoolView;
import dev.apifleet.gateway.runtime.Action;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.gateway.runtime.WeightedPools.Weighted;
import dev.apifleet.snapshot.Version;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Puts into words what would become of a request that is only asked about. */
final class Explanation {
  private static final String VERDICT = "verdict";
  private static final String PROBLEM = "application/problem+json";

  private Explanation() {}

  /** Ends a request that would pass all filters. */
  static void give(ProxyExchange exchange, Action action) {
    exchange.dryRun().leave("passes", exchange);
    give(exchange, of(exchange, action));
  }

  /** Ends a request that is only asked about with what would have become of it. */
  static void give(ProxyExchange exchange, JsonObject outcome) {
    exchange.answering().markGiven();
    exchange.answering().ending().discardBody();
    exchange.dryRun().leave(outcome.getString(VERDICT), exchange);
    exchange.request().response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    exchange.answering().ending().end(whole(exchange, outcome).toBuffer());
  }

  /** The request, its way through the filters, and the outcome. */
  static JsonObject whole(ProxyExchange exchange, JsonObject outcome) {
    Version version = exchange.runtime().version();
    Rule rule = exchange.dispatch().rule();
    JsonObject whole = new JsonObject();
    if (rule == null && exchange.asked().path() != null) {
      whole.put("nearMisses", new JsonArray(exchange.runtime().nearMisses(exchange.asked())));
    }
    return whole
        .put("version", version == null ? null : version.label())
        .put("host", exchange.asked().host())
        .put("path", exchange.asked().path())
        .put("client", exchange.clientKey())
        .put("route", rule == null ? null : rule.route())
        .put("rule", rule == null ? null : rule.name())
        .put("steps", exchange.dryRun().steps())
        .put("outcome", outcome);
  }

  /** The gateway itself would give this answer. */
  static JsonObject of(int status, MultiMap headers, Buffer body) {
    boolean refused = PROBLEM.equals(headers.get("content-type"));
    JsonObject outcome =
        new JsonObject().put(VERDICT, refused ? "refused" : "answered").put("status", status);
    return refused ? outcome.put("problem", body.toJsonObject()) : outcome;
  }

  /** The request would pass all filters. */
  static JsonObject of(ProxyExchange exchange, Action action) {
    return switch (action) {
      case Action.Refuse(var problem) ->
          new JsonObject()
              .put(VERDICT, "refused")
              .put("status", problem.status())
              .put("problem", problem.body(exchange.requestId()));
      case Action.Redirect(var redirection) ->
          new JsonObject()
              .put(VERDICT, "redirected")
              .put("status", redirection.status())
              .put("location", DirectAnswer.location(exchange, redirection));
      case Action.Respond(var response) ->
          new JsonObject().put(VERDICT, "answered").put("status", response.status());
      case Action.Forward forward -> forwarded(exchange, forward);
    };
  }

  private static JsonObject forwarded(ProxyExchange exchange, Action.Forward forward) {
    JsonArray pools = new JsonArray();
    for (Weighted weighted : forward.pools().all()) {
      JsonObject pool = weighted.pool().map(PoolView::of).orElseGet(Explanation::nothing);
      pools.add(pool.put("weight", weighted.weight()));
    }
    return new JsonObject()
        .put(VERDICT, "forwarded")
        .put("backendHost", BackendRequest.authority(exchange))
        .put("backendUri", BackendRequest.uri(exchange))
        .put("pools", pools);
  }

  private static JsonObject nothing() {
    return new JsonObject().putNull("pool");
  }
}
