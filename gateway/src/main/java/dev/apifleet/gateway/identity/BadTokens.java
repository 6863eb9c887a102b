package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.limit.Failures;
import java.time.Duration;

/**
 * How many bad credentials each client address has sent: forging them must not cost us signatures.
 * Gateways do not ask each other first, they learn when they count: each of n lets at most one more
 * be tried.
 */
final class BadTokens {
  private static final long LIMIT = 60;
  private static final long WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();

  private final Failures failures;

  BadTokens(Failures failures) {
    this.failures = failures;
  }

  /** Time until the client's next credential is looked at; 0 for at once. */
  long waitMillis(String client) {
    return failures.knownWaitMillis(name(client), LIMIT);
  }

  void count(String client) {
    failures.count(name(client), WINDOW_MILLIS);
  }

  private static String name(String client) {
    return "bad credentials " + client;
  }
}
