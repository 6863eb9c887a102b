package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.Gateway;
import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.sync.LocalPaths;
import dev.apifleet.gateway.sync.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Starts the gateway with the process and ends it in good order. */
@Singleton
class Lifecycle {
  private static final Logger LOG = Logger.getLogger(Lifecycle.class);

  private static final int LANES = Runtime.getRuntime().availableProcessors();

  private final Optional<Gateway> gateway;
  private final RateLimiters limiters;

  Lifecycle(
      Vertx vertx,
      OperatorConfig config,
      Lane.Settings settings,
      Place place,
      FilterFactory filters,
      RateLimiters limiters,
      MeterRegistry registry,
      PrometheusMeterRegistry prometheus) {
    this.limiters = limiters;
    gateway =
        config
            .address()
            .map(address -> operator(address, config))
            .map(
                operator ->
                    new Gateway(
                        vertx,
                        settings,
                        LANES,
                        Surroundings.at(place, local(config)),
                        operator,
                        filters,
                        registry));
    gateway.ifPresent(g -> g.requests().register(prometheus.getPrometheusRegistry()));
  }

  private static Operator operator(String address, OperatorConfig config) {
    return Operator.at(address, config.serverName(), config.caFile(), config.tokenFile());
  }

  private static LocalPaths local(OperatorConfig config) {
    return new LocalPaths(config.lastGoodFolder(), config.bootstrapFolder(), config.patience());
  }

  /** The gateway, unless it was not told where its operator is. */
  Optional<Gateway> gateway() {
    return gateway;
  }

  void start(@Observes StartupEvent event) {
    if (gateway.isEmpty()) {
      LOG.error("OPERATOR_ADDRESS is not set; set it to host:port of the operator's delivery port");
      Quarkus.asyncExit(1);
    }
    gateway.ifPresent(g -> wait(limiters.warmUp().compose(_ -> g.start())));
  }

  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    LOG.info("Leaving: not ready any more, requests are still served");
    gateway.ifPresent(Gateway::drain);
  }

  /** Slices of limits go back when nothing spends of them any more. */
  void stop(@Observes ShutdownEvent event) {
    gateway.ifPresent(g -> wait(g.stop().eventually(limiters::close)));
    LOG.info("All requests are finished");
  }

  private static void wait(Future<Void> end) {
    end.toCompletionStage().toCompletableFuture().join();
  }
}
