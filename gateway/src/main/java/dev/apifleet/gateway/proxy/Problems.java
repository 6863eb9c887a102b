package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import java.util.concurrent.TimeUnit;

/** The refusals of the gateway itself. */
final class Problems {
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

  private Problems() {}

  static Problem badRequest(String detail) {
    return new Problem(400, "bad_request", "The request is malformed", detail);
  }

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

  static Problem badGateway(String pool, String endpoint, Throwable cause) {
    return new Problem(
        502,
        "bad_gateway",
        "The backend did not answer",
        "Endpoint " + endpoint + " of " + pool + " gave no usable answer: " + reason(cause));
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  static Problem timeout(String pool, long millis) {
    return new Problem(
        504,
        "timeout",
        "The backend took too long",
        pool + " did not answer within " + millis + " ms, all tries included.");
  }

  static Problem noEndpoints(String pool) {
    return new Problem(
        503, "no_endpoints", "The backend has no endpoints", pool + " has no ready endpoint now.");
  }

  static Problem noneHealthy(String pool, int unhealthy, int disabled) {
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
        .withHeader("Retry-After", "1");
  }

  static Problem overloaded(String pool) {
    return new Problem(
            503,
            "overloaded",
            "Too many requests wait for the backend",
            "All connections of this gateway to " + pool + " are taken and its queue is full.")
        .withHeader("Retry-After", "1");
  }

  static Problem circuitOpen(String pool, long retryAfterNanos) {
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
        .withHeader("Retry-After", Long.toString(seconds));
  }
}
