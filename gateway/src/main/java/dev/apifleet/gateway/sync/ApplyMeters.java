package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Figures of the snapshots that came. */
public final class ApplyMeters {
  private final Counter applied;
  private final Counter refused;
  private volatile Version version = new Version(0, 0, "");
  private volatile int rejected;
  private volatile int connected;

  public ApplyMeters(MeterRegistry registry) {
    applied = counter(registry, "apifleet.gateway.snapshots.applied", "Snapshots applied");
    refused =
        counter(
            registry, "apifleet.gateway.snapshots.refused", "Snapshots of a lower epoch refused");
    Gauge.builder("apifleet.gateway.snapshot.epoch", () -> version.epoch()).register(registry);
    Gauge.builder("apifleet.gateway.snapshot.counter", () -> version.counter()).register(registry);
    Gauge.builder("apifleet.gateway.snapshot.rejected", () -> rejected)
        .description("Resources of the current snapshot that are not served as wanted")
        .register(registry);
    Gauge.builder("apifleet.gateway.operators.connected", () -> connected)
        .description("Operators to which there is a stream")
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void applied() {
    applied.increment();
  }

  void serves(Version now, int rejectedNow) {
    version = now;
    rejected = rejectedNow;
  }

  void connected(int operators) {
    connected = operators;
  }

  void refused() {
    refused.increment();
  }
}
