package dev.apifleet.bench.scaling;

import java.util.function.ToDoubleFunction;

/**
 * Knative's pod autoscaler with the defaults that it publishes: looks every 2 s at averages over 60
 * s and 6 s, panics at twice of what ready pods should carry, grows to 1,000 times and shrinks to
 * half of them at once, and goes to zero 30 s after a stable window without requests. Its activator
 * tells at once of the first request.
 */
final class Kpa implements Autoscaler {
  private static final long TICK = 2_000;
  private static final long STABLE = 60;
  private static final long PANIC = 6;
  private static final long GRACE = 30_000;
  private static final double PANIC_THRESHOLD = 2;
  private static final double MOST_UP = 1_000;
  private static final double MOST_DOWN = 2;

  private final String name;
  private final ToDoubleFunction<Seen> measure;
  private final double target;
  private final int least;
  private final History history = new History(STABLE);
  private long panicking = Long.MIN_VALUE;
  private double mostPanic;
  private long restingSince = Long.MAX_VALUE;

  Kpa(String name, ToDoubleFunction<Seen> measure, double perPod, int least) {
    this.name = name;
    this.measure = measure;
    this.target = perPod * UTILIZATION / 100;
    this.least = least;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int fewest() {
    return least;
  }

  @Override
  public int wanted(Seen seen) {
    history.add(seen.now(), measure.applyAsDouble(seen));
    if (seen.replicas() == 0) {
      return seen.underWay() > 0 ? tick(seen) : 0;
    }
    return seen.now() % TICK == 0 ? tick(seen) : seen.replicas();
  }

  private int tick(Seen seen) {
    double ready = Math.max(1, seen.ready());
    double stable = limited(Math.ceil(history.average(STABLE) / target), ready);
    double needed = Math.ceil(history.average(PANIC) / target);
    if (needed / ready >= PANIC_THRESHOLD) {
      panicking = seen.now();
    } else if (panicking < seen.now() - STABLE * 1000) {
      panicking = Long.MIN_VALUE;
      mostPanic = 0;
    }
    mostPanic = panicking == Long.MIN_VALUE ? 0 : Math.max(mostPanic, limited(needed, ready));
    return bounded((int) (panicking == Long.MIN_VALUE ? stable : mostPanic), seen);
  }

  private static double limited(double pods, double ready) {
    return Math.clamp(pods, Math.floor(ready / MOST_DOWN), Math.ceil(MOST_UP * ready));
  }

  private int bounded(int pods, Seen seen) {
    boolean rests = pods == 0;
    restingSince = rests ? Math.min(restingSince, seen.now()) : Long.MAX_VALUE;
    boolean goes = rests && least == 0 && seen.now() - restingSince >= GRACE;
    return goes ? 0 : Math.clamp(pods, Math.max(1, least), MOST);
  }
}
