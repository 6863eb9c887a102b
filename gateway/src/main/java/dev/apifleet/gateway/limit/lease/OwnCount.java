package dev.apifleet.gateway.limit.lease;

/**
 * What one gateway itself has admitted within about the last window: two numbers, weighed as the
 * sliding counter does. It costs an addition per request and is looked at only when the store is
 * away.
 */
final class OwnCount {
  private final long window;
  private long start;
  private long current;
  private long previous;

  /**
   * @param window in milliseconds
   */
  OwnCount(long window) {
    this.window = window;
  }

  void add(long units, long now) {
    turn(now);
    current += units;
  }

  /** Rounded up. */
  long estimate(long now) {
    turn(now);
    long left = window - (now - start);
    return Math.max(0, current + (long) Math.ceil((double) previous * left / window));
  }

  private void turn(long now) {
    if (now - start >= 2 * window) {
      start = now;
      current = 0;
      previous = 0;
    } else if (now - start >= window) {
      start += window;
      previous = current;
      current = 0;
    }
  }
}
