package dev.apifleet.gateway.upkeep;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The checks of one endpoint, one after the other. Confined to one event loop. */
final class EndpointCheck {
  private static final Logger LOG = Logger.getLogger(EndpointCheck.class);

  private final Pool pool;
  private final Endpoint endpoint;
  private final HealthCheckConfig check;
  private final ConnectionsConfig connections;
  private final Prober prober;
  private final Pace pace;
  private final LongSupplier nanoTime;
  private int againstInARow;
  private long timer;
  private boolean stopped;

  /** Asks an endpoint once, and tells on the same event loop whether it is well. */
  interface Prober {
    void check(Endpoint endpoint, HealthCheckConfig check, ConnectionsConfig how, Told told);
  }

  /** Takes the outcome of one check. */
  interface Told {
    void passed(boolean passed);
  }

  EndpointCheck(Pool pool, Endpoint endpoint, Prober prober, Pace pace, LongSupplier nanoTime) {
    this.pool = pool;
    this.endpoint = endpoint;
    this.check = pool.members().config().healthCheck();
    this.connections = pool.members().connections();
    this.prober = prober;
    this.pace = pace;
    this.nanoTime = nanoTime;
  }

  void start() {
    timer = pace.within(check.intervalMillis(), this::run);
  }

  private void run() {
    prober.check(endpoint, check, connections, this::checked);
  }

  private void checked(boolean passed) {
    if (stopped) {
      return;
    }
    pool.healthChecks(passed).increment();
    if (passed == endpoint.isHealthy()) {
      againstInARow = 0;
    } else if (++againstInARow >= (passed ? check.healthyAfter() : check.unhealthyAfter())) {
      againstInARow = 0;
      endpoint.healthy(passed, nanoTime.getAsLong());
      pool.recount();
      LOG.infof(
          "Endpoint %s of %s is %s", endpoint.name(), pool.name(), passed ? "well" : "unhealthy");
    }
    timer = pace.about(check.intervalMillis(), this::run);
  }

  void stop() {
    stopped = true;
    pace.cancel(timer);
  }
}
