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

  public RouteMeters(MeterRegistry registry, String route) {
    this.registry = registry;
    this.route = route;
  }

  /** Counts an answer. Two threads may make a timer at once; the registry gives both the same. */
  public void record(int status, long nanos) {
    int index = status >= 100 && status < 600 ? status / 100 : 0;
    Timer timer = byClass[index];
    if (timer == null) {
      timer = timer(index == 0 ? "aborted" : index + "xx");
      byClass[index] = timer;
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String code) {
    return Timer.builder(REQUESTS)
        .description("Requests by route and class of answer")
        .tag("route", route)
        .tag("code", code)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Takes the route's figures out of the registry. */
  void remove() {
    for (Timer timer : byClass) {
      if (timer != null) {
        registry.remove(timer);
      }
    }
  }
}
