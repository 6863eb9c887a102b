package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.limit.Decision;
import dev.apifleet.gateway.limit.LocalCounters;
import java.time.Clock;
import java.time.Duration;

/** How many bad tokens each client address has sent: forging them must not cost us signatures. */
final class BadTokens {
  private static final int MAXIMUM_CLIENTS = 50_000;
  private static final long LIMIT = 60;
  private static final long WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();

  private final LocalCounters counters;

  BadTokens(Clock clock) {
    this.counters = new LocalCounters(MAXIMUM_CLIENTS, clock);
  }

  /** Time until the client's next token is looked at; 0 for at once. */
  long waitMillis(String client) {
    return switch (counters.peek(client, LIMIT, WINDOW_MILLIS)) {
      case Decision.Permitted _ -> 0;
      case Decision.Rejected rejected -> rejected.retryAfterMillis();
    };
  }

  void count(String client) {
    counters.count(client, LIMIT, WINDOW_MILLIS);
  }
}
