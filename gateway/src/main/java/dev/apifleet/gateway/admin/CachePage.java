package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.cache.Purge;
import dev.apifleet.gateway.cache.ResponseCache;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code POST /cache/purge} on the management port of any gateway: purges the whole fleet. */
@Singleton
class CachePage {
  private static final long LONGEST_COMMAND = 16 * 1024;

  private final ResponseCache cache;

  CachePage(ResponseCache cache) {
    this.cache = cache;
  }

  void register(@Observes ManagementInterface management) {
    management
        .router()
        .post("/cache/purge")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_COMMAND))
        .handler(this::purge);
  }

  private void purge(RoutingContext request) {
    JsonObject command;
    Purge purge;
    try {
      command = JsonBody.of(request, Purge.FORM);
      purge = Purge.of(command);
    } catch (IllegalArgumentException e) {
      Refusal.send(request, 400, "bad_purge", "The purge is malformed", e.getMessage());
      return;
    }
    cache
        .purge(purge)
        .onSuccess(
            epoch ->
                request.json(
                    new JsonObject()
                        .put("purged", command)
                        .put("scope", "fleet")
                        .put("epoch", epoch)))
        .onFailure(_ -> answerLocal(request, command));
  }

  private static void answerLocal(RoutingContext request, JsonObject command) {
    request.response().setStatusCode(202);
    request.json(
        new JsonObject()
            .put("purged", command)
            .put("scope", "gateway")
            .put(
                "detail",
                "Redis cannot be reached. This gateway serves it no more; the others follow as soon"
                    + " as Redis is back, unless this gateway ends before. Purge again then."));
  }
}
