package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadWindow.Reading;
import dev.apifleet.operator.deliver.LoadSink;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.ObjectRef;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The load of the pools that are scaled by it, as all gateway pods report it. A pool is kept from
 * the first question about it. A report costs what it tells, not what others have told.
 */
@Singleton
public final class LoadBook implements LoadSink {
  /** What no gateway pod can carry: a report of more is not one of load. */
  private static final double MOST = 1e6;

  private final Map<String, PoolBook> pools = new HashMap<>();

  /** The pools that a gateway pod told of in its last report. */
  private final Map<String, Set<String>> told = new HashMap<>();

  private final Clock clock;
  private Runnable overload = () -> {};

  @Inject
  LoadBook() {
    this(Clock.systemUTC());
  }

  LoadBook(Clock clock) {
    this.clock = clock;
  }

  /** Runs when a report shows a pool to need more replicas than it has; it must not block. */
  synchronized void onOverload(Runnable action) {
    overload = action;
  }

  synchronized LoadStats stats(ObjectRef pool, ScaleSpec spec) {
    PoolBook book = pools.get(pool.qualifiedName());
    PoolBook kept = book == null ? new PoolBook(spec) : book.following(spec);
    pools.put(pool.qualifiedName(), kept);
    return kept.stats(clock.instant());
  }

  /** How many replicas a pool is told to have. */
  synchronized void capacity(ObjectRef pool, int replicas) {
    PoolBook book = pools.get(pool.qualifiedName());
    if (book != null) {
      book.capacity(replicas);
    }
  }

  synchronized void retain(Set<String> qualifiedNames) {
    pools.keySet().retainAll(qualifiedNames);
  }

  @Override
  public synchronized void report(String fleet, String pod, LoadReport report) {
    String gateway = id(fleet, pod);
    Map<String, PoolLoad> loads = report.getPoolsMap();
    Instant now = clock.instant();
    boolean over = false;
    for (Map.Entry<String, PoolLoad> load : loads.entrySet()) {
      PoolBook book = pools.get(load.getKey());
      if (book != null) {
        book.window().report(gateway, reading(load.getValue()), now);
        over |= book.isOver();
      }
    }
    Set<String> before = told.put(gateway, Set.copyOf(loads.keySet()));
    idle(gateway, before == null ? Set.of() : before, loads.keySet(), now);
    if (over) {
      overload.run();
    }
  }

  @Override
  public synchronized void gone(String fleet, String pod) {
    String gateway = id(fleet, pod);
    told.remove(gateway);
    pools.values().forEach(book -> book.window().gone(gateway, clock.instant()));
  }

  private void idle(String gateway, Set<String> before, Set<String> loads, Instant now) {
    for (String name : before) {
      PoolBook book = loads.contains(name) ? null : pools.get(name);
      if (book != null) {
        book.window().idle(gateway, now);
      }
    }
  }

  private static Reading reading(PoolLoad load) {
    return new Reading(
        Average.of(
            sane(load.getConcurrency()), sane(load.getRate()), sane(load.getLatencyEwmaMillis())),
        (int) sane(load.getQueue()),
        (int) sane(load.getReady()));
  }

  private static double sane(double value) {
    return value > 0 && value <= MOST ? value : 0;
  }

  private static String id(String fleet, String pod) {
    return fleet + "/" + pod;
  }
}
