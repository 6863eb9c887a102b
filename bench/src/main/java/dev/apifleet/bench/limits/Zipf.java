package dev.apifleet.bench.limits;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws keys of which the n-th most wanted is wanted in proportion to 1 / n (G. K. Zipf, "Human
 * Behavior and the Principle of Least Effort", 1949), as visitors of a public service are.
 */
public final class Zipf {
  private final double[] cumulative;

  public Zipf(int keys) {
    cumulative = new double[keys];
    double sum = 0;
    for (int i = 0; i < keys; i++) {
      sum += 1.0 / (i + 1);
      cumulative[i] = sum;
    }
  }

  /** A key from 0, the most wanted, upwards. */
  public int draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return found >= 0 ? found : -found - 1;
  }
}
