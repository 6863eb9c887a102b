package dev.apifleet.bench.limits;

import java.util.Random;
import java.util.function.IntSupplier;

/**
 * Who asks, and how much they may have.
 *
 * @param requests the limit of each key, per minute
 */
record Demand(String name, long requests, int keyCount) {
  static final Demand WITHIN = new Demand("hot key, under its limit", 1_000_000_000, 1);
  static final Demand BEYOND = new Demand("hot key, far over it", 1_000, 1);
  static final Demand MANY = new Demand("100,000 keys by Zipf", 1_000, 100_000);

  private static final int DRAWS = 1 << 20;

  /** The same keys in each round; drawn beforehand, so that drawing costs nothing meanwhile. */
  IntSupplier keys() {
    Random random = new Random(1);
    Zipf zipf = new Zipf(keyCount);
    int[] draws = new int[keyCount == 1 ? 1 : DRAWS];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = zipf.draw(random);
    }
    int[] next = {0};
    return () -> draws[next[0]++ & draws.length - 1];
  }
}
