package dev.apifleet.gateway.proxy;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.pool.Choice;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.transport.HandshakeFailure;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import dev.apifleet.snapshot.RuleAction.Priority;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The refusals of the gateway itself. */
final class Problems {
  private static final String TIMEOUT = "timeout";
  private static final String TOOK_TOO_LONG = "The backend took too long";
  private static final String RETRY_AFTER = "Retry-After";

  static final Problem BACKEND_NOT_FOUND =
      new Problem(
          500,
          "backend_not_found",
          "The backend does not exist",
          "The rule refers to a BackendPool that does not exist. Correct its backendRefs, or create"
              + " the pool.");
  static final Problem INTERNAL =
      new Problem(
          500,
          "internal_error",
          "The gateway failed",
          "A fault in the gateway; its log names this request's id.");

  static final Problem LEAVING =
      new Problem(
              503,
              "gateway_leaving",
              "The gateway is shutting down",
              "This gateway leaves, and the request was not answered in the time that it had. Send it"
                  + " again: another gateway takes it.")
          .withHeader(RETRY_AFTER, "1");

  /** Made beforehand: an overloaded gateway has better things to do. */
  private static final Map<Priority, Problem> SHED =
      new EnumMap<>(
          Stream.of(Priority.values()).collect(toMap(identity(), Problems::overloadedFor)));

  private Problems() {}

  static Problem uriTooLong(int most) {
    return new Problem(
        414,
        "uri_too_long",
        "The request line is too long",
        "The first line of a request may have at most " + most + " bytes.");
  }

  static Problem headersTooLarge(int most) {
    return new Problem(
        431,
        "headers_too_large",
        "The request's headers are too large",
        "All headers together may have at most " + most + " bytes.");
  }

  /** Whole, for a request that never got as far as an exchange. */
  static String headerTimeout(long millis) {
    String body =
        requestTimeout("The head of the request was not complete within " + millis + " ms.")
            .body("none")
            .encode();
    return "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\n"
        + "Connection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** Behind a head that was good. */
  static Problem givenUp(Closing reason, ClientLimits limits) {
    return switch (reason) {
      case MALFORMED -> Problem.malformed("The body is not validly chunked.");
      case TOO_SLOW ->
          requestTimeout(
              "A body has to come with at least "
                  + limits.minBodyRate()
                  + " bytes a second, on average over 10 s.");
      case TOO_MANY, TOO_MANY_OF_ADDRESS, HEADER_TIMEOUT, IDLE, STALLED ->
          requestTimeout("Nothing came for " + limits.idleTimeoutMillis() + " ms.");
    };
  }

  static Problem requestTimeout(String detail) {
    return new Problem(408, "request_timeout", "The client was too slow", detail);
  }

  static Problem bodyTooLarge(long most) {
    return new Problem(
        413,
        "body_too_large",
        "The request's body is too large",
        "A body may have at most " + most + " bytes.");
  }

  static Problem noRoute(String host, String path) {
    return new Problem(
        404,
        "no_route",
        "No route matches the request",
        "No ApiRoute matches host '"
            + host
            + "', path '"
            + path
            + "' and the rest of the request.");
  }

  /** A try that failed without an answer. */
  static Problem ofFailure(String pool, String endpoint, Throwable cause) {
    return switch (cause) {
      case ConnectionPoolTooBusyException _ -> connectionsTaken(pool);
      case Attempt.TooSlow slow ->
          new Problem(
              504,
              TIMEOUT,
              TOOK_TOO_LONG,
              "Endpoint " + endpoint + " of " + pool + " gave " + slow.getMessage() + ".");
      default ->
          new Problem(
              502,
              "bad_gateway",
              "The backend did not answer",
              "Endpoint " + endpoint + " of " + pool + " gave no usable answer: " + reason(cause));
    };
  }

  /** A fault that somebody asked for. */
  static Problem simulated(String pool, String endpoint, int status) {
    return new Problem(
        status,
        "simulated_fault",
        "A fault is simulated",
        pool + " simulates this answer of endpoint " + endpoint + "; see spec.faults of the pool.");
  }

  private static String reason(Throwable cause) {
    String handshake = HandshakeFailure.explain(cause);
    if (handshake != null) {
      return handshake;
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  static Problem timeout(String pool, long millis) {
    return new Problem(
        504,
        TIMEOUT,
        TOOK_TOO_LONG,
        pool + " did not answer within " + millis + " ms, all tries included.");
  }

  private static Problem connectionsTaken(String pool) {
    return overloaded("All connections of this gateway to " + pool + " are taken.");
  }

  private static Problem noneHealthy(String pool, int unhealthy, int disabled) {
    return new Problem(
            503,
            "no_healthy_endpoints",
            "The backend has no healthy endpoint",
            "Of the endpoints of "
                + pool
                + ", "
                + unhealthy
                + " fail their health checks and "
                + disabled
                + " are disabled (healthCheck and disabledEndpoints of the BackendPool).")
        .withHeader(RETRY_AFTER, "1");
  }

  static Problem queueFull(String pool) {
    return overloaded(
        pool
            + " has as many requests under way as its concurrency allows, and more important ones"
            + " fill the queue.");
  }

  static Problem queuedTooLong(String pool, long millis) {
    return overloaded(
        pool
            + " has as many requests under way as its concurrency allows, and no place became free"
            + " within "
            + millis
            + " ms.");
  }

  static Problem scalingFromZero(String pool, long secondsLeft) {
    return new Problem(
            503,
            "scaling_from_zero",
            "The backend is being started",
            pool
                + " had no endpoint, and none was ready in time for this request"
                + " (autoscaling.activation of the BackendPool). Try again later.")
        .withHeader(RETRY_AFTER, Long.toString(secondsLeft));
  }

  static Problem shed(Priority priority) {
    return SHED.get(priority);
  }

  private static Problem overloadedFor(Priority priority) {
    return new Problem(
            503,
            "shed",
            "The gateway is overloaded",
            "More important requests than those of priority "
                + priority.name().toLowerCase(Locale.ROOT)
                + " go first until it has recovered. Try again later.")
        .withHeader(RETRY_AFTER, "2");
  }

  private static Problem overloaded(String detail) {
    return new Problem(
            503,
            "overloaded",
            "Too many requests wait for the backend",
            detail + " Try again later.")
        .withHeader(RETRY_AFTER, "1");
  }

  /** Why no endpoint is chosen; null where one is. */
  static Problem of(Pool pool, Choice choice) {
    return switch (choice) {
      case Choice.NoEndpoint _ -> noEndpoints(pool.name());
      case Choice.AllOpen(long wait) -> circuitOpen(pool.name(), wait);
      case Choice.NoneHealthy(int unhealthy, int disabled) ->
          noneHealthy(pool.name(), unhealthy, disabled);
      case Permit _ -> null;
    };
  }

  private static Problem noEndpoints(String pool) {
    return new Problem(
        503, "no_endpoints", "The backend has no endpoints", pool + " has no ready endpoint now.");
  }

  private static Problem circuitOpen(String pool, long retryAfterNanos) {
    long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(retryAfterNanos + 999_999_999));
    return new Problem(
            503,
            "circuit_open",
            "The circuit breaker is open",
            "Every endpoint of "
                + pool
                + " failed lately. The next probe is due in "
                + seconds
                + " s.")
        .withHeader(RETRY_AFTER, Long.toString(seconds));
  }
}
