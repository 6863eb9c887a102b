package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.DirectResponse;
import dev.apifleet.snapshot.HeaderEdits.Header;
import dev.apifleet.snapshot.RuleAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads answers that need no backend. */
final class DirectResponses {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int LONGEST_BODY = 64 * 1024;

  /** Answers that end with their head (RFC 9110, 15). */
  private static final Set<Integer> BODILESS = Set.of(204, 205, 304);

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[-!#$&^_.+a-zA-Z0-9]+/[-!#$&^_.+a-zA-Z0-9]+( *; *[\\t -~]+)?");
  private static final DirectResponse ALL_DEFAULTS = new DirectResponse(null, null, null, null);

  private DirectResponses() {}

  static RuleAction.Respond read(FieldPath field, DirectResponse given, Problems problems) {
    DirectResponse response = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    int status =
        Numbers.read(field.child("statusCode"), response.statusCode(), 200, 200, 599, problems);
    return new RuleAction.Respond(
        status,
        contentType(field.child("contentType"), response.contentType(), problems),
        body(field.child("body"), response.body(), status, problems),
        headers(field.child("headers"), response, problems));
  }

  private static String contentType(FieldPath field, String type, Problems problems) {
    if (type != null && !MEDIA_TYPE.matcher(type).matches()) {
      problems.invalid(field, type, "write a media type such as application/json");
    }
    return Objects.requireNonNullElse(type, TEXT);
  }

  private static String body(FieldPath field, String given, int status, Problems problems) {
    String body = Objects.requireNonNullElse(given, "");
    if (!body.isEmpty() && BODILESS.contains(status)) {
      problems.invalid(field, body, "leave it out: an answer of status " + status + " has no body");
    } else if (body.getBytes(StandardCharsets.UTF_8).length > LONGEST_BODY) {
      problems.invalid(field, body, "shorten it to 64Ki");
    }
    return body;
  }

  private static List<Header> headers(FieldPath field, DirectResponse response, Problems problems) {
    List<Header> headers =
        new HeaderValues(HeaderScope.RESPONSE, problems).headers(field, response.headers());
    if (headers.stream().anyMatch(header -> header.name().equals("content-type"))) {
      problems.invalid(field, "content-type", "write it in contentType");
    }
    return headers;
  }
}
