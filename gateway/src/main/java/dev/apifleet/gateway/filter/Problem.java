package dev.apifleet.gateway.filter;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A refusal that explains itself: RFC 9457 problem+json.
 *
 * @param status HTTP status
 * @param error short stable code, for programs: {@code rate_limited}, {@code no_route}…
 * @param title the same for every problem with this code
 * @param detail what happened here, and what to do
 * @param members further members of the body: policy, rule, limit…
 * @param headers headers of the answer, such as Retry-After
 */
public record Problem(
    int status,
    String error,
    String title,
    String detail,
    Map<String, Object> members,
    Map<String, String> headers) {
  public Problem {
    members = Map.copyOf(members);
    headers = Map.copyOf(headers);
  }

  public Problem(int status, String error, String title, String detail) {
    this(status, error, title, detail, Map.of(), Map.of());
  }

  /** A request that cannot be read as it is written. */
  public static Problem malformed(String detail) {
    return new Problem(400, "bad_request", "The request is malformed", detail);
  }

  /** The problem with one more header. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return new Problem(status, error, title, detail, members, more);
  }

  /** The body of the answer. */
  public JsonObject body(String requestId) {
    JsonObject body =
        new JsonObject()
            .put("type", "https://apifleet.dev/problems/" + error.replace('_', '-'))
            .put("title", title)
            .put("status", status)
            .put("error", error)
            .put("detail", detail)
            .put("requestId", requestId);
    members.forEach(body::put);
    return body;
  }
}
