package dev.apifleet.gateway.admin;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code POST /explain} on the management port: what would become of a described request. */
@Singleton
class ExplainPage {
  private static final long LONGEST_QUESTION = 256 * 1024;

  private final Lifecycle lifecycle;

  ExplainPage(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void register(@Observes ManagementInterface management) {
    management
        .router()
        .post("/explain")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_QUESTION))
        .handler(this::answer);
  }

  private void answer(RoutingContext request) {
    explained(request.body().buffer())
        .onSuccess(request::json)
        .onFailure(
            problem ->
                request
                    .response()
                    .setStatusCode(problem instanceof IllegalArgumentException ? 400 : 500)
                    .putHeader("Content-Type", "application/problem+json")
                    .end(new JsonObject().put("detail", problem.getMessage()).toBuffer()));
  }

  private Future<JsonObject> explained(Buffer question) {
    try {
      return lifecycle
          .gateway()
          .orElseThrow(() -> new IllegalStateException("this gateway has no operator"))
          .explain(Question.of(new JsonObject(question)));
    } catch (DecodeException e) {
      return Future.failedFuture(
          new IllegalArgumentException("the question is no JSON object: " + e.getMessage(), e));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
