package dev.apifleet.gateway.proxy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections clients have, and how many of them the gateway closed, by reason. */
final class ConnectionMeters {
  private final Map<Closing, Counter> closed = new EnumMap<>(Closing.class);

  ConnectionMeters(MeterRegistry registry, AtomicInteger open) {
    Gauge.builder("apifleet.gateway.connections", open, AtomicInteger::get)
        .description("Connections of clients")
        .register(registry);
    for (Closing reason : Closing.values()) {
      closed.put(
          reason,
          Counter.builder("apifleet.gateway.connections.closed")
              .description("Connections and streams that the gateway refused or closed, by reason")
              .tag("reason", reason.tag())
              .register(registry));
    }
  }

  void count(Closing reason) {
    closed.get(reason).increment();
  }
}
