package dev.apifleet.cli.replay;

import java.util.Map;
import java.util.OptionalLong;

/**
 * One request, as an access log tells it; what the log does not tell is null, empty or 0.
 *
 * @param millis when it came, since the epoch
 * @param client its address
 * @param uri path and query
 * @param route {@code namespace/name} of the route that served it
 * @param rule name of the rule in that route
 * @param cost what it cost in the end
 * @param headers by name in lower case
 */
record LogLine(
    long millis,
    String client,
    String subject,
    String issuer,
    String tier,
    String apiKey,
    String method,
    String host,
    String uri,
    String route,
    String rule,
    int status,
    long requestBytes,
    OptionalLong cost,
    Map<String, String> headers,
    Map<String, String> claims) {

  boolean isAnonymous() {
    return subject == null && apiKey == null;
  }
}
