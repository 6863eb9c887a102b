package dev.apifleet.apiserver.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Turns what fails before an endpoint is reached (a bad token, too long an address, too large a
 * body) into problem+json.
 */
@ApplicationScoped
public class RouterProblems {

  /** Below Quarkus' own limits, which answer without a body. */
  private static final int LARGEST_BODY = 64 * 1024;

  /** As gateways have it. */
  private static final int LONGEST_ADDRESS = 8 * 1024;

  private final AllowedMethods methods;

  RouterProblems(AllowedMethods methods) {
    this.methods = methods;
  }

  void register(@Observes Router router) {
    router
        .route()
        .order(Integer.MIN_VALUE)
        .handler(RouterProblems::checkLengths)
        .failureHandler(this::explain);
    router.options().order(Integer.MIN_VALUE).handler(this::tellMethods);
  }

  private void tellMethods(RoutingContext context) {
    methods
        .of(context.normalizedPath())
        .ifPresentOrElse(
            allowed ->
                context
                    .response()
                    .setStatusCode(204)
                    .putHeader(HttpHeaderNames.ALLOW, allowed)
                    .end(),
            context::next);
  }

  private static void checkLengths(RoutingContext context) {
    if (context.request().uri().length() > LONGEST_ADDRESS) {
      answer(context, 414);
    } else if (isBodyTooLarge(context)) {
      answer(context, 413);
    } else {
      context.next();
    }
  }

  private static boolean isBodyTooLarge(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
    // HTTP parsing has refused lengths that are not numbers; more digits than these are too large
    return length != null && (length.length() > 9 || Integer.parseInt(length) > LARGEST_BODY);
  }

  private void explain(RoutingContext context) {
    if (context.failure() instanceof ProblemException told && !context.response().headWritten()) {
      answer(context, told.problem());
      return;
    }
    int status = status(context);
    if (status < 400 || status >= 500 || context.response().headWritten()) {
      context.next();
    } else if (status == 404 || status == 405) {
      answerUnserved(context, status);
    } else {
      answer(context, status);
    }
  }

  /** A path that is there for other methods is not a path that is not there. */
  private void answerUnserved(RoutingContext context, int status) {
    Optional<String> allowed =
        methods.insteadOf(context.request().method().name(), context.normalizedPath());
    allowed.ifPresent(header -> context.response().putHeader(HttpHeaderNames.ALLOW, header));
    answer(context, allowed.isPresent() ? 405 : status);
  }

  private static void answer(RoutingContext context, int status) {
    answer(context, Problem.ofStatus(status));
  }

  private static void answer(RoutingContext context, Problem problem) {
    int status = problem.status();
    HttpServerResponse response = context.response().setStatusCode(status);
    response.putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (status == 401) {
      response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    } else if (status == 503) {
      response.putHeader(HttpHeaderNames.RETRY_AFTER, "1");
    }
    response.end(JsonObject.mapFrom(problem).encode());
  }

  private static int status(RoutingContext context) {
    return context.failure() instanceof AuthenticationException ? 401 : context.statusCode();
  }
}
