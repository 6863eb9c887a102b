package dev.apifleet.gateway.sync;

import dev.apifleet.gateway.load.LoadMeter.Load;
import dev.apifleet.gateway.load.OwnLoad;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Phase;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells the operator what each pool has to carry. Confined to one event loop. */
public final class LoadReporter {
  /** At all gateways together. */
  private static final int LEAST_SURGE = 10;

  /** Two that come together are no surge; at each of many gateways three may be one. */
  private static final int LEAST_SURGE_OF_ONE = 3;

  /** A pool with more busy endpoints says nothing of them. */
  private static final int MOST_ENDPOINTS = 100;

  private final RuntimeHolder runtimes;
  private final OwnLoad own;
  private final LongSupplier nanoTime;
  private final Map<Pool, LoadWatch> watches = new HashMap<>();

  public LoadReporter(RuntimeHolder runtimes, OwnLoad own, LongSupplier nanoTime) {
    this.runtimes = runtimes;
    this.own = own;
    this.nanoTime = nanoTime;
  }

  /**
   * Whether the load of a pool is at least twice of what was last reported, and by at least 10
   * requests at all gateways, or has the first that waits for an endpoint: this should not wait for
   * the next report.
   */
  boolean hasSurged() {
    boolean any = false;
    for (Pool pool : runtimes.current().pools().values()) {
      any |= hasSurged(pool, watch(pool));
    }
    return any;
  }

  private LoadWatch watch(Pool pool) {
    long now = nanoTime.getAsLong();
    LoadWatch watch = watches.computeIfAbsent(pool, _ -> new LoadWatch(pool.load(), now));
    watch.look(now);
    return watch;
  }

  private boolean hasSurged(Pool pool, LoadWatch watch) {
    return watch.hasSurged(leastSurge()) || watch.isTheFirst() && pool.door().awaitsEndpoints();
  }

  private int leastSurge() {
    FleetSettings fleet = runtimes.current().settings();
    int gateways = fleet == null ? 1 : Math.max(1, fleet.gateways());
    return Math.max(LEAST_SURGE_OF_ONE, LEAST_SURGE / gateways);
  }

  /** The load since the last report; of a pool that has surged the present one. */
  LoadReport report() {
    LoadReport.Builder report = LoadReport.newBuilder();
    Map<String, Pool> pools = runtimes.current().pools();
    watches.keySet().removeIf(pool -> pools.get(pool.name()) != pool);
    pools.forEach((name, pool) -> report.putPools(name, load(pool)));
    double concurrency =
        report.getPoolsMap().values().stream().mapToDouble(PoolLoad::getConcurrency).sum();
    return report.setGateway(own.report(concurrency, nanoTime.getAsLong())).build();
  }

  private PoolLoad load(Pool pool) {
    LoadWatch watch = watch(pool);
    boolean surged = hasSurged(pool, watch);
    Load load = pool.load().report(nanoTime.getAsLong());
    int underWay = pool.load().underWay();
    double rate = surged ? Math.max(load.rate(), watch.rate()) : load.rate();
    watch.told(Math.max(load.concurrency(), underWay), rate, load.latencyEwmaMillis());
    PoolLoad.Builder message =
        PoolLoad.newBuilder()
            // The calm before it says nothing of a surge.
            .setConcurrency(surged ? underWay : load.concurrency())
            .setRate(rate)
            .setQueue(pool.door().waiting())
            .setLatencyEwmaMillis(load.latencyEwmaMillis())
            .setReady(pool.members().size());
    List<Endpoint> endpoints = pool.members().endpoints();
    List<Endpoint> busy = endpoints.stream().filter(each -> each.inFlight() > 0).toList();
    if (busy.size() <= MOST_ENDPOINTS) {
      busy.forEach(each -> message.putEndpoints(each.name(), each.inFlight()));
    }
    for (Endpoint endpoint : endpoints) {
      Phase phase = endpoint.breaker().state().phase();
      if (phase != Phase.CLOSED) {
        message.putBreakers(endpoint.name(), phase.name());
      }
    }
    return message.build();
  }
}
