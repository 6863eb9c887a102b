package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendAnswer;
import dev.apifleet.snapshot.RuleAction.Retry;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** How often one request may still be tried again, and after which wait. */
final class Retries {
  /** A longer wait that a backend asks for is the client's to decide. */
  private static final long LONGEST_RETRY_AFTER_MILLIS = 2_000;

  /** Of many endpoints that are gone and not known to be, so many cost no attempt. */
  private static final int MOST_UNSEEN = 8;

  private final Retry config;
  private int left;
  private int unseen;

  Retries(Retry config) {
    this.config = config;
    this.left = config.attempts();
  }

  boolean hasLeft() {
    return left > 0;
  }

  /** Whether another endpoint may be asked without an attempt, as none has seen the request. */
  boolean takesUnseen() {
    return config.attempts() > 0 && unseen++ < MOST_UNSEEN;
  }

  /** Whether an answer of this status is one after which requests are tried again. */
  boolean isFor(int status) {
    List<Integer> statuses = config.statuses();
    for (int i = 0; i < statuses.size(); i++) {
      if (statuses.get(i) == status) {
        return true;
      }
    }
    return false;
  }

  /**
   * Uses one up and returns the wait before it: exponential with full jitter (M. Brooker,
   * "Exponential Backoff And Jitter").
   */
  long nextBackOffMillis() {
    int before = config.attempts() - left;
    left--;
    long most = config.backOffMillis() << Math.min(before, 20);
    most = Math.min(config.maxBackOffMillis(), most);
    return 1 + ThreadLocalRandom.current().nextLong(Math.max(1, most));
  }

  /** The wait that a 503 asks for in seconds; 0 for none, also where it gives a date. */
  static long retryAfterMillis(int status, BackendAnswer response) {
    String seconds =
        status == 503 && response != null ? response.headers().get(HttpHeaders.RETRY_AFTER) : null;
    try {
      return seconds == null ? 0 : Math.multiplyExact(Long.parseLong(seconds.trim()), 1_000L);
    } catch (NumberFormatException | ArithmeticException _) {
      return 0;
    }
  }

  /** Whether the gateway waits so long itself. */
  static boolean isShort(long millis) {
    return millis <= LONGEST_RETRY_AFTER_MILLIS;
  }
}
