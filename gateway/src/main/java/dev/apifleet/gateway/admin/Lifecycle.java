package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.Gateway;
import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.sync.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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

  Lifecycle(
      Vertx vertx,
      OperatorConfig config,
      Lane.Settings settings,
      Place place,
      FilterFactory filters,
      MeterRegistry registry) {
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
                        Surroundings.at(place),
                        operator,
                        filters,
                        registry));
  }

  private static Operator operator(String address, OperatorConfig config) {
    return Operator.at(address, config.serverName(), config.caFile(), config.tokenFile());
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
    gateway.ifPresent(g -> g.start().toCompletionStage().toCompletableFuture().join());
  }

  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    LOG.info("Leaving: not ready any more, requests are still served");
    gateway.ifPresent(Gateway::drain);
  }

  void stop(@Observes ShutdownEvent event) {
    gateway.ifPresent(g -> g.stop().toCompletionStage().toCompletableFuture().join());
    LOG.info("All requests are finished");
  }
}
