package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.proxy.Explainer.Asked;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code POST /explain} on the management port: what would become of a described request. */
@Singleton
class ExplainPage {
  private static final long LONGEST_QUESTION = 256 * 1024;

  private static final String FORM =
      "Write such as {\"url\": \"https://api.example/v1\", \"method\": \"GET\", \"headers\": {}}.";

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
    Asked asked;
    try {
      asked = Question.of(JsonBody.of(request, FORM));
    } catch (IllegalArgumentException e) {
      refuse(request, e.getMessage());
      return;
    } catch (ClassCastException _) {
      refuse(request, "a field is no text, list or object as it should be. " + FORM);
      return;
    }
    explained(asked)
        .onSuccess(request::json)
        .onFailure(
            failure ->
                Refusal.send(
                    request,
                    500,
                    "not_explained",
                    "The request could not be explained",
                    failure.getMessage()));
  }

  private static void refuse(RoutingContext request, String detail) {
    Refusal.send(request, 400, "bad_question", "The question is malformed", detail);
  }

  private Future<JsonObject> explained(Asked asked) {
    return lifecycle
        .gateway()
        .map(gateway -> gateway.explain(asked))
        .orElseGet(() -> Future.failedFuture("this gateway has no operator"));
  }
}
