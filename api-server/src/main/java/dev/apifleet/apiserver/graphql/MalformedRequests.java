package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonException;

/**
 * Answers requests whose JSON is of another shape than GraphQL's, as a query that is a number. What
 * the graph answers depends on the caller, so no cache may keep it.
 */
@ApplicationScoped
public class MalformedRequests {

  private static final Problem PROBLEM =
      Problem.of(400, "malformed-json", "The body is not JSON of the shape asked for.");

  void register(@Observes Router router) {
    router
        .route("/graphql")
        .order(Integer.MIN_VALUE + 1)
        .handler(MalformedRequests::pass)
        .failureHandler(MalformedRequests::explain);
  }

  private static void pass(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }

  private static void explain(RoutingContext context) {
    boolean malformed =
        context.failure() instanceof ClassCastException
            || context.failure() instanceof JsonException;
    if (!malformed || context.response().headWritten()) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(PROBLEM.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(JsonObject.mapFrom(PROBLEM).encode());
  }
}
