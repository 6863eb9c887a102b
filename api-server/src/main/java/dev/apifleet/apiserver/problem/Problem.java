package dev.apifleet.apiserver.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The body of an error answer: RFC 9457 problem details with a short code and, for bad input, the
 * field.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type, String title, int status, String detail, String error, String field) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /** For who sent no credential where one is needed. */
  public static final Problem TOKEN_REQUIRED =
      of(401, "token-required", "Log in and send the token as Authorization: Bearer.");

  public static Problem of(int status, String error, String detail) {
    return new Problem("about:blank", phrase(status), status, detail, error, null);
  }

  public static Problem invalid(String field, String detail) {
    return new Problem("about:blank", phrase(400), 400, detail, "invalid-" + field, field);
  }

  /** For what a schema allows and only the data can refuse, such as the id of what is not there. */
  public static Problem unprocessable(String field, String detail) {
    return new Problem("about:blank", phrase(422), 422, detail, "invalid-" + field, field);
  }

  public static Problem unavailable(String error, String detail) {
    return of(503, error, detail);
  }

  /** The problem for a status that the framework chose, without telling its inner reasons. */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 401 -> of(401, "invalid-token", "The bearer token is not valid; log in again.");
      case 403 -> of(403, "forbidden", "Your roles do not permit this.");
      case 404 -> of(404, "not-found", "Nothing is at this path.");
      case 405 -> of(405, "method-not-allowed", "This path does not serve that method.");
      case 406 -> of(406, "not-acceptable", "This path answers application/json only.");
      case 413 -> of(413, "body-too-large", "The body exceeds 64 KiB; send less.");
      case 414 -> of(414, "address-too-long", "The address exceeds 8 KiB; send less.");
      case 415 -> of(415, "unsupported-media-type", "Send the body as application/json.");
      case 503 -> unavailable("unavailable", "This instance cannot serve now; try again.");
      default -> of(status, status < 500 ? "bad-request" : "internal-error", phrase(status) + ".");
    };
  }

  private static String phrase(int status) {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }
}
