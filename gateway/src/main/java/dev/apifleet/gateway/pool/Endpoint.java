package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An address of a pool with all that is known about it; outlives snapshots. */
public final class Endpoint {
  private final EndpointConfig config;
  private final SocketAddress address;
  private final Breaker breaker;
  private final AtomicInteger inFlight = new AtomicInteger();

  Endpoint(EndpointConfig config, Consumer<Phase> onBreakerChange) {
    this.config = config;
    this.address = SocketAddress.inetSocketAddress(config.port(), config.address());
    this.breaker = new Breaker(onBreakerChange);
  }

  public EndpointConfig config() {
    return config;
  }

  public String name() {
    return config.name();
  }

  public SocketAddress address() {
    return address;
  }

  public Breaker breaker() {
    return breaker;
  }

  /** Requests under way. */
  public int inFlight() {
    return inFlight.get();
  }

  void begin() {
    inFlight.incrementAndGet();
  }

  void end() {
    inFlight.decrementAndGet();
  }
}
