package dev.apifleet.bench.scaling;

/**
 * Kubernetes' HorizontalPodAutoscaler as its documentation publishes it: looks every 15 s, leaves a
 * tenth alone, adds at most 100 % or 4 pods in 15 s, and takes the highest wish of 5 minutes before
 * it removes any. It never goes to zero.
 */
final class Hpa implements Autoscaler {
  private static final long SYNC = 15_000;
  private static final double TOLERANCE = 0.1;
  private static final long STABILIZATION = 300;
  private static final int FEWEST_ADDED = 4;

  private final Metric metric;

  private final History wishes = new History(STABILIZATION);
  private final History sizes = new History(SYNC / 1000);

  Hpa(Metric metric) {
    this.metric = metric;
  }

  /** A figure that is measured now and then. */
  interface Metric {
    String name();

    void see(Seen seen);

    boolean known();

    /** Times the pods there should be, of those that were measured: 1 is right. */
    double ratio(int pods);
  }

  @Override
  public String name() {
    return "HPA, " + metric.name();
  }

  @Override
  public int fewest() {
    return 1;
  }

  @Override
  public int wanted(Seen seen) {
    metric.see(seen);
    sizes.add(seen.now(), -seen.replicas());
    if (!metric.known()) {
      wishes.add(seen.now(), seen.replicas());
      return seen.replicas();
    }
    return seen.now() % SYNC == 0 ? sync(seen) : seen.replicas();
  }

  private int sync(Seen seen) {
    int wish = Math.clamp(wish(seen), 1, MOST);
    wishes.add(seen.now(), wish);
    int before = (int) -sizes.largest();
    int most = before + Math.max(FEWEST_ADDED, before);
    int stabilized = (int) Math.max(wish, Math.min(wishes.largest(), seen.replicas()));
    return Math.min(stabilized, Math.max(seen.replicas(), most));
  }

  /** Pods that are not ready yet count as idle when more are to come. */
  private int wish(Seen seen) {
    double ratio = metric.ratio(seen.ready());
    if (ratio > 1 && seen.ready() < seen.replicas()) {
      ratio = ratio * seen.ready() / seen.replicas();
      return ratio <= 1 + TOLERANCE ? seen.replicas() : ceil(ratio * seen.replicas());
    }
    boolean right = Math.abs(ratio - 1) <= TOLERANCE;
    return right ? seen.replicas() : ceil(ratio * seen.ready());
  }

  /** It reckons in thousandths, which leave no rounding to the last digit. */
  private static int ceil(double pods) {
    return (int) Math.ceil(pods - 1e-6);
  }
}
