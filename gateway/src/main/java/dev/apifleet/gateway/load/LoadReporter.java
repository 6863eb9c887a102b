package dev.apifleet.gateway.load;

import dev.apifleet.gateway.load.LoadMeter.Load;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Phase;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import java.util.function.LongSupplier;

/** Tells the operator what each pool has to carry. */
public final class LoadReporter {
  private final RuntimeHolder runtimes;
  private final LongSupplier nanoTime;

  public LoadReporter(RuntimeHolder runtimes, LongSupplier nanoTime) {
    this.runtimes = runtimes;
    this.nanoTime = nanoTime;
  }

  /** The load since the last report. */
  public LoadReport report() {
    LoadReport.Builder report = LoadReport.newBuilder();
    runtimes.current().pools().forEach((name, pool) -> report.putPools(name, load(pool)));
    return report.build();
  }

  private PoolLoad load(Pool pool) {
    Load load = pool.load().report(nanoTime.getAsLong());
    PoolLoad.Builder message =
        PoolLoad.newBuilder()
            .setConcurrency(load.concurrency())
            .setRate(load.rate())
            .setLatencyEwmaMillis(load.latencyEwmaMillis());
    for (Endpoint endpoint : pool.members().endpoints()) {
      Phase phase = endpoint.breaker().state().phase();
      if (phase != Phase.CLOSED) {
        message.putBreakers(endpoint.name(), phase.name());
      }
    }
    return message.build();
  }
}
