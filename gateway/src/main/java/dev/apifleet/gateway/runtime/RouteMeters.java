package dev.apifleet.gateway.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One route's request counts and latencies, by class of status code; a class is made when first
 * seen.
 */
public final class RouteMeters {
  public static final String REQUESTS = "apifleet.gateway.requests";
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofMillis(2500)
  };

  private final MeterRegistry registry;
  private final String route;
  private final Timer[] byClass = new Timer[6];
  private boolean closed;

  public RouteMeters(MeterRegistry registry, String route) {
    this.registry = registry;
    this.route = route;
  }

  /** Counts an answer. */
  public void record(int status, long nanos) {
    int index = status >= 100 && status < 600 ? status / 100 : 0;
    Timer timer = byClass[index];
    if (timer == null) {
      timer = first(index);
    }
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Null where the route is gone, and its request was the last. */
  private synchronized Timer first(int index) {
    if (byClass[index] == null && !closed) {
      byClass[index] = timer(index == 0 ? "aborted" : index + "xx");
    }
    return byClass[index];
  }

  private Timer timer(String code) {
    return Timer.builder(REQUESTS)
        .description("Requests by route and class of answer")
        .tag("route", route)
        .tag("code", code)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** The route is gone: requests that are still under way make no new figures. */
  synchronized void close() {
    closed = true;
  }
}
