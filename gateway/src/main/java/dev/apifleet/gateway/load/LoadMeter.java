package dev.apifleet.gateway.load;

/**
 * Measures a pool's load between two reports. Concurrency is the time-weighted average: its
 * integral grows by (requests under way) × (time since the last event) at each event. With 2
 * requests for 0.5 s and none for 0.5 s it is 1.0.
 *
 * <p>A lock and not counters, since the integral, its time and the count must change together; it
 * is held for a few nanoseconds.
 */
public final class LoadMeter {
  private static final double EWMA_WEIGHT = 0.1;

  private long reportedAt;
  private long changedAt;
  private int underWay;
  private long arrived;
  private long reportedArrived;
  private double integral;
  private double latencyEwmaNanos;

  /**
   * The load since the report before.
   *
   * @param concurrency requests under way, averaged over the time
   * @param rate arrivals per second
   */
  public record Load(double concurrency, double rate, double latencyEwmaMillis) {}

  public LoadMeter(long now) {
    reportedAt = now;
    changedAt = now;
  }

  public synchronized void begin(long now) {
    advance(now);
    underWay++;
    arrived++;
  }

  /** A request has ended that began at the given time. */
  public synchronized void end(long began, long now) {
    advance(now);
    underWay--;
    double latency = now - began;
    latencyEwmaNanos =
        latencyEwmaNanos == 0
            ? latency
            : latencyEwmaNanos + EWMA_WEIGHT * (latency - latencyEwmaNanos);
  }

  /** A request has ended whose time says nothing of the backend, as that of a WebSocket. */
  public synchronized void end(long now) {
    advance(now);
    underWay--;
  }

  public synchronized int underWay() {
    return underWay;
  }

  /** How many have ever come. */
  public synchronized long arrived() {
    return arrived;
  }

  public synchronized double latencyMillis() {
    return latencyEwmaNanos / 1e6;
  }

  /** Takes the load since the last report. */
  public synchronized Load report(long now) {
    advance(now);
    double elapsed = Math.max(1, now - reportedAt);
    Load load =
        new Load(
            integral / elapsed,
            (arrived - reportedArrived) * 1e9 / elapsed,
            latencyEwmaNanos / 1e6);
    reportedAt = now;
    integral = 0;
    reportedArrived = arrived;
    return load;
  }

  private void advance(long now) {
    if (now > changedAt) {
      integral += (double) underWay * (now - changedAt);
      changedAt = now;
    }
  }
}
