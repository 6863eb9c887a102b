package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import io.vertx.core.MultiMap;

/** What a request is charged. */
public final class Cost {
  private static final long NONE = -1;
  private static final int MOST_DIGITS = 18;

  private Cost() {}

  /**
   * By its header, else by its body's size, else the constant.
   *
   * @param header the value of the header that holds the cost, or null
   */
  public static long of(CostConfig cost, String header, long bodyBytes) {
    long written = header == null ? NONE : number(header);
    if (written > 0) {
      return Math.min(written, cost.most());
    }
    return cost.bodyBytes() > 0 && bodyBytes > 0
        ? Math.min(Math.ceilDiv(bodyBytes, cost.bodyBytes()), cost.most())
        : cost.requests();
  }

  /** What an answer says that its request has cost, or the estimate. */
  static long settled(CostConfig cost, MultiMap headers, long estimate) {
    String header = headers.get(cost.responseHeader());
    long written = header == null ? NONE : number(header);
    return written == NONE ? estimate : Math.min(written, cost.most());
  }

  /** A whole number of digits alone, or -1. */
  private static long number(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return NONE;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
