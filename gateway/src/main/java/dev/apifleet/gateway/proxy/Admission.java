package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.runtime.TrustedProxies;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of clients to one gateway, and refuses those that are too many. */
public final class Admission {
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final ConnectionMeters meters;

  public Admission(MeterRegistry registry) {
    this.meters = new ConnectionMeters(registry, open);
  }

  /** Open connections. */
  public int connections() {
    return open.get();
  }

  ConnectionMeters meters() {
    return meters;
  }

  /**
   * Takes a connection in.
   *
   * @return what to call when it ends, or null where it is one too many
   */
  Runnable admit(String address, TrustedProxies proxies, ClientLimits limits) {
    if (open.incrementAndGet() > limits.maxConnections()) {
      open.decrementAndGet();
      meters.count(Closing.TOO_MANY);
      return null;
    }
    if (proxies.contains(address)) {
      return open::decrementAndGet;
    }
    String key = ClientAddress.key(address);
    if (byAddress.merge(key, 1, Integer::sum) > limits.maxConnectionsPerAddress()) {
      leave(key);
      meters.count(Closing.TOO_MANY_OF_ADDRESS);
      return null;
    }
    return () -> leave(key);
  }

  private void leave(String key) {
    open.decrementAndGet();
    byAddress.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
