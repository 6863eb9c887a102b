package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.deliver.LoadSink;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.ObjectRef;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The load of the pools that are scaled by it, as all gateway pods report it. A pool is kept from
 * the first question about it.
 */
@Singleton
public final class LoadBook implements LoadSink {
  /** What no gateway pod can carry: a report of more is not one of load. */
  private static final double MOST = 1e6;

  private record Kept(LoadWindow window, double capacity) {}

  private final Map<String, Kept> pools = new HashMap<>();
  private final Clock clock;
  private Runnable overload = () -> {};

  @Inject
  LoadBook() {
    this(Clock.systemUTC());
  }

  LoadBook(Clock clock) {
    this.clock = clock;
  }

  /** Runs when a report shows a pool to be over its capacity; it must not block. */
  synchronized void onOverload(Runnable action) {
    overload = action;
  }

  synchronized LoadStats stats(ObjectRef pool, ScaleSpec spec) {
    Kept kept = pools.get(pool.qualifiedName());
    if (kept == null || !kept.window().length().equals(spec.stableWindow())) {
      kept = new Kept(new LoadWindow(spec.stableWindow()), Double.POSITIVE_INFINITY);
      pools.put(pool.qualifiedName(), kept);
    }
    return kept.window().stats(spec.stableWindow(), spec.panicWindow(), clock.instant());
  }

  /** How many requests under way the replicas of a pool carry at their target. */
  synchronized void capacity(ObjectRef pool, double concurrency) {
    pools.computeIfPresent(
        pool.qualifiedName(), (name, kept) -> new Kept(kept.window(), concurrency));
  }

  synchronized void retain(Set<String> qualifiedNames) {
    pools.keySet().retainAll(qualifiedNames);
  }

  @Override
  public synchronized void report(String fleet, String pod, LoadReport report) {
    boolean over = false;
    for (Map.Entry<String, Kept> entry : pools.entrySet()) {
      LoadWindow window = entry.getValue().window();
      record(window, id(fleet, pod), report.getPoolsMap().get(entry.getKey()));
      over |= window.latest().concurrency() > entry.getValue().capacity();
    }
    if (over) {
      overload.run();
    }
  }

  @Override
  public synchronized void gone(String fleet, String pod) {
    pools.values().forEach(kept -> kept.window().gone(id(fleet, pod), clock.instant()));
  }

  private void record(LoadWindow window, String pod, PoolLoad load) {
    if (load == null) {
      window.idle(pod, clock.instant());
    } else {
      Average average = new Average(sane(load.getConcurrency()), sane(load.getRate()));
      window.report(pod, average, clock.instant());
    }
  }

  private static double sane(double value) {
    return value > 0 && value <= MOST ? value : 0;
  }

  private static String id(String fleet, String pod) {
    return fleet + "/" + pod;
  }
}
