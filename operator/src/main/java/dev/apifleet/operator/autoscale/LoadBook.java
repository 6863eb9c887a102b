package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.deliver.LoadSink;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.ObjectRef;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The load of the pools and fleets that are scaled by it, as all gateway pods report it. One is
 * kept from the first question about it. A report costs what it tells, not what others have told.
 */
@Singleton
public final class LoadBook implements LoadSink {
  static final String FLEET = "GatewayFleet";
  private static final String POOL = "BackendPool";

  private final Map<String, PoolBook> pools = new HashMap<>();
  private final Map<String, PoolBook> fleets = new HashMap<>();

  private final RollCall roll;
  private final Clock clock;
  private Runnable overload = () -> {};

  @Inject
  LoadBook(WorldReader world) {
    this(Clock.systemUTC(), of(world));
  }

  /**
   * @param gateways that the cluster says there are
   */
  LoadBook(Clock clock, Supplier<List<GatewayPod>> gateways) {
    this.clock = clock;
    this.roll = new RollCall(gateways);
  }

  static Supplier<List<GatewayPod>> of(WorldReader world) {
    return () -> world.synced() ? world.gatewayPods() : List.of();
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
    Instant now = clock.instant();
    return kept.stats(now, roll.missing(object, now));
  }

  /** How many gateways that may carry load of it, and are ready, are not heard now. */
  synchronized int missing(ObjectRef object) {
    return roll.missing(object, clock.instant());
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
        book.window().report(gateway, Readings.of(load.getValue()), now);
        over |= book.isOver();
      }
    }
    PoolBook own = fleets.get(fleet);
    if (own != null) {
      own.window().report(gateway, Readings.of(report.getGateway(), own.follows()), now);
      over |= own.isOver();
    }
    idle(gateway, roll.heard(fleet, pod, loads.keySet(), now), loads.keySet(), now);
    if (over) {
      overload.run();
    }
  }

  @Override
  public synchronized void gone(String fleet, String pod) {
    String gateway = id(fleet, pod);
    roll.gone(fleet, pod);
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

  private static String id(String fleet, String pod) {
    return fleet + "/" + pod;
  }
}
