package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadWindow.Reading;
import dev.apifleet.operator.deliver.LoadSink;
import dev.apifleet.snapshot.grpc.GatewayLoad;
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
import java.util.stream.Stream;

/**
 * The load of the pools and fleets that are scaled by it, as all gateway pods report it. One is
 * kept from the first question about it. A report costs what it tells, not what others have told.
 */
@Singleton
public final class LoadBook implements LoadSink {
  /** What no gateway pod can carry: a report of more is not one of load. */
  static final double MOST = 1e6;

  private static final String POOL = "BackendPool";
  private static final String FLEET = "GatewayFleet";
  private static final double THOUSANDTHS = 1000;

  private final Map<String, PoolBook> pools = new HashMap<>();
  private final Map<String, PoolBook> fleets = new HashMap<>();

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

  /** The load of a pool, or of a fleet as its gateways tell it of themselves. */
  synchronized LoadStats stats(ObjectRef object, ScaleSpec spec) {
    PoolBook kept =
        books(object)
            .compute(
                object.qualifiedName(),
                (_, book) -> book == null ? new PoolBook(spec) : book.following(spec));
    return kept.stats(clock.instant());
  }

  /** How many replicas a pool or fleet is told to have. */
  synchronized void capacity(ObjectRef object, int replicas) {
    PoolBook book = books(object).get(object.qualifiedName());
    if (book != null) {
      book.capacity(replicas);
    }
  }

  synchronized void retain(Set<ObjectRef> objects) {
    pools.keySet().removeIf(name -> !objects.contains(ref(POOL, name)));
    fleets.keySet().removeIf(name -> !objects.contains(ref(FLEET, name)));
  }

  private static ObjectRef ref(String kind, String qualifiedName) {
    int slash = qualifiedName.indexOf('/');
    return new ObjectRef(
        kind, qualifiedName.substring(0, slash), qualifiedName.substring(slash + 1));
  }

  private Map<String, PoolBook> books(ObjectRef object) {
    return object.kind().equals(FLEET) ? fleets : pools;
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
    PoolBook own = fleets.get(fleet);
    if (own != null) {
      own.window().report(gateway, reading(report.getGateway(), own.follows()), now);
      over |= own.isOver();
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
    Stream.concat(pools.values().stream(), Stream.ofNullable(fleets.get(fleet)))
        .forEach(book -> book.window().gone(gateway, clock.instant()));
  }

  private void idle(String gateway, Set<String> before, Set<String> loads, Instant now) {
    for (String name : before) {
      PoolBook book = loads.contains(name) ? null : pools.get(name);
      if (book != null) {
        book.window().idle(gateway, now);
      }
    }
  }

  /** What a gateway itself carries; nothing waits for it but what it has not accepted. */
  private static Reading reading(GatewayLoad load, ScalingMetric metric) {
    double carried =
        metric == ScalingMetric.Cpu ? load.getCpus() * THOUSANDTHS : load.getConcurrency();
    return new Reading(Average.of(sane(carried), sane(load.getRate()), 0), 0, 0);
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
