package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;

/** An address of a pool with all that is known about it; outlives snapshots. */
public final class Endpoint {
  private final EndpointConfig config;
  private final SocketAddress address;
  private final String hostAndPort;
  private final CharSequence header;
  private final long seed;
  private final EndpointRecord record;

  Endpoint(EndpointConfig config, EndpointRecord record) {
    this.config = config;
    this.address = SocketAddress.inetSocketAddress(config.port(), config.address());
    this.hostAndPort =
        (config.address().indexOf(':') < 0 ? config.address() : "[" + config.address() + "]")
            + ":"
            + config.port();
    this.header = HttpHeaders.createOptimized(config.name());
    this.seed = Hash.of(config.name());
    this.record = record;
  }

  /** The same endpoint with another weight or place. */
  Endpoint as(EndpointConfig other) {
    return new Endpoint(other, record);
  }

  public EndpointConfig config() {
    return config;
  }

  public String name() {
    return config.name();
  }

  /** Its name as the value of a header field. */
  public CharSequence header() {
    return header;
  }

  public SocketAddress address() {
    return address;
  }

  /** {@code 10.0.0.1:80}, {@code [fd00::1]:80}. */
  public String hostAndPort() {
    return hostAndPort;
  }

  /** Whether users mean it by this: its name, its address, or {@code address:port}. */
  public boolean isCalled(String text) {
    return name().equals(text) || config.address().equals(text) || hostAndPort.equals(text);
  }

  public Breaker breaker() {
    return record.breaker();
  }

  /** Requests under way. */
  public int inFlight() {
    return record.inFlight().get();
  }

  /** Whether active checks find it healthy; true before the first. */
  public boolean isHealthy() {
    return record.isHealthy();
  }

  /** What active checks have found. */
  public void healthy(boolean healthy, long now) {
    record.healthy(healthy, now);
  }

  int weight() {
    return Math.max(1, config.weight());
  }

  /** Tells it from the others of its pool, alike in every gateway. */
  long seed() {
    return seed;
  }

  EndpointRecord record() {
    return record;
  }

  void begin() {
    record.inFlight().incrementAndGet();
  }

  void end() {
    record.inFlight().decrementAndGet();
  }
}
