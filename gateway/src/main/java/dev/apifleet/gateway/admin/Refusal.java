package dev.apifleet.gateway.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers on the management port what cannot be done, as problem+json. */
final class Refusal {
  private static final String TYPES = "https://apifleet.dev/problems/";

  private Refusal() {}

  static void send(RoutingContext request, int status, String error, String title, String detail) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", TYPES + error.replace('_', '-'))
                .put("title", title)
                .put("status", status)
                .put("error", error)
                .put("detail", detail)
                .toBuffer());
  }
}
