package dev.apifleet.gateway.sync;

import dev.apifleet.gateway.load.LoadMeter.Load;
import dev.apifleet.gateway.load.OwnLoad;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Phase;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells the operator what each pool has to carry. Confined to one event loop. */
public final class LoadReporter {
  private final RuntimeHolder runtimes;
  private static final int LEAST_SURGE = 10;

  /** A pool with more busy endpoints says nothing of them. */
  private static final int MOST_ENDPOINTS = 100;

  private final OwnLoad own;
  private final LongSupplier nanoTime;
  private final Map<String, Double> reported = new HashMap<>();

  public LoadReporter(RuntimeHolder runtimes, OwnLoad own, LongSupplier nanoTime) {
    this.runtimes = runtimes;
    this.own = own;
    this.nanoTime = nanoTime;
  }

  /**
   * Whether a pool has at least twice the requests under way that were last reported, and at least
   * 10 more, or the first that waits for an endpoint: this should not wait for the next report.
   */
  boolean hasSurged() {
    return runtimes.current().pools().values().stream().anyMatch(this::hasSurged);
  }

  private boolean hasSurged(Pool pool) {
    double before = reported.getOrDefault(pool.name(), 0.0);
    return pool.load().underWay() >= Math.max(2 * before, before + LEAST_SURGE)
        || before < 1 && pool.door().awaitsEndpoints();
  }

  /** The load since the last report; of a pool that has surged the present one. */
  LoadReport report() {
    LoadReport.Builder report = LoadReport.newBuilder();
    reported.keySet().retainAll(runtimes.current().pools().keySet());
    runtimes.current().pools().forEach((name, pool) -> report.putPools(name, load(pool)));
    double concurrency =
        report.getPoolsMap().values().stream().mapToDouble(PoolLoad::getConcurrency).sum();
    return report.setGateway(own.report(concurrency, nanoTime.getAsLong())).build();
  }

  private PoolLoad load(Pool pool) {
    boolean surged = hasSurged(pool);
    Load load = pool.load().report(nanoTime.getAsLong());
    int underWay = pool.load().underWay();
    reported.put(pool.name(), Math.max(load.concurrency(), underWay));
    PoolLoad.Builder message =
        PoolLoad.newBuilder()
            // The calm before it says nothing of a surge.
            .setConcurrency(surged ? underWay : load.concurrency())
            .setRate(load.rate())
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
