package dev.apifleet.operator.console;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Why a call was refused, in the form of RFC 9457. */
record Problem(String type, String title, int status, String detail) {
  private static final String MEDIA_TYPE = "application/problem+json";

  static WebApplicationException badRequest(String detail) {
    return of(400, "Unreadable request", detail);
  }

  static WebApplicationException notSignedIn() {
    return of(401, "Not signed in", "Sign in with a Kubernetes token; a session lasts 12 hours.");
  }

  static WebApplicationException tokenRefused() {
    return of(401, "Token refused", "The cluster does not know this token, or it has expired.");
  }

  static WebApplicationException notAllowed(String detail) {
    return of(403, "Not allowed", detail);
  }

  static WebApplicationException tooLarge(int limit) {
    return of(413, "Request too large", "At most " + limit + " bytes are read.");
  }

  static WebApplicationException tooManyFailures(long retryAfterSeconds) {
    Problem problem =
        problem(
            429,
            "Too many failed sign-ins",
            "Try again in " + retryAfterSeconds + " s, with a token that is good.");
    return new WebApplicationException(
        response(problem).header(HttpHeaders.RETRY_AFTER, retryAfterSeconds).build());
  }

  static WebApplicationException clusterFailed(String detail) {
    return of(502, "The cluster did not answer", detail);
  }

  private static WebApplicationException of(int status, String title, String detail) {
    return new WebApplicationException(response(problem(status, title, detail)).build());
  }

  private static Problem problem(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail);
  }

  private static Response.ResponseBuilder response(Problem problem) {
    return Response.status(problem.status()).type(MEDIA_TYPE).entity(problem);
  }
}
