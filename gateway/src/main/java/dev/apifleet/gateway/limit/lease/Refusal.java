package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Answer.Standing;

/**
 * What the store has said when it refused a cost.
 *
 * @param at when
 */
record Refusal(Standing standing, long cost, long at) {
  /** Whether it is worth asking again. */
  boolean isOver(long now) {
    return now - at >= standing.askAgainMillis();
  }

  /** What it says now. */
  Standing standing(long now) {
    long passed = now - at;
    return new Standing(
        true,
        standing.remaining(),
        Math.max(0, standing.resetMillis() - passed),
        Math.max(1, standing.waitMillis() - passed),
        standing.askAgainMillis() - passed);
  }
}
