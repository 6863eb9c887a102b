package dev.apifleet.bench.scaling;

import java.util.List;
import java.util.Random;

/**
 * Requests per second over time.
 *
 * @param seconds how long it goes on
 * @param mark the second at which the load rises, or -1 where there is no such moment
 */
record Trace(String name, int seconds, int mark, Load load) {
  private static final int MINUTE = 60;

  /** How many requests per second arrive at a second, with fractions. */
  interface Load {
    double at(double second);
  }

  /** All that are replayed. */
  static final List<Trace> ALL = List.of(step(), ramp(), spikes(), day(), idle(), noise());

  /** Ten times the load from one moment to the next, for ten minutes. */
  static Trace step() {
    int from = 2 * MINUTE;
    return new Trace(
        "step: 150/s to 1,500/s and back",
        25 * MINUTE,
        from,
        second -> second >= from && second < from + 10 * MINUTE ? 1500 : 150);
  }

  private static Trace ramp() {
    return new Trace(
        "ramp: 100/s to 2,000/s in 10 minutes, and back",
        30 * MINUTE,
        -1,
        second -> {
          double way = second < 15 * MINUTE ? second / 600 : (25 * MINUTE - second) / 600;
          return 100 + 1900 * Math.clamp(way, 0, 1);
        });
  }

  private static Trace spikes() {
    return new Trace(
        "spikes: 300/s, and 1,500/s for 20 s every 3 minutes",
        30 * MINUTE,
        -1,
        second -> second % (3 * MINUTE) >= 160 ? 1500 : 300);
  }

  private static Trace day() {
    return new Trace(
        "day: 100/s to 2,000/s and back in 2 hours",
        120 * MINUTE,
        -1,
        second -> 1050 - 950 * Math.cos(2 * Math.PI * second / (120 * MINUTE)));
  }

  /** Starts and ends without any request. */
  private static Trace idle() {
    int from = 5 * MINUTE;
    return new Trace(
        "idle: nothing, 3 minutes of 200/s, nothing for 10, and again",
        35 * MINUTE,
        from,
        second -> {
          boolean first = second >= from && second < 8 * MINUTE;
          boolean again = second >= 18 * MINUTE && second < 21 * MINUTE;
          return first || again ? 200 : 0;
        });
  }

  /** Always the same numbers, so that all are asked for the same. */
  private static Trace noise() {
    double[] factors = new Random(7).doubles(30 * MINUTE, -0.4, 0.4).toArray();
    return new Trace(
        "noise: 700/s, each second up to 40 % more or less",
        30 * MINUTE, -1, second -> 700 * (1 + factors[(int) second % factors.length]));
  }

  /** Whether it is about having no replicas at all. */
  boolean restsAtZero() {
    return load.at(0) == 0;
  }
}
