package dev.apifleet.apiserver.change;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/** What is counted of changes. */
@Singleton
public class ChangeMetrics {

  private final MeterRegistry registry;
  private final Timer lag;
  private final Counter gaps;
  private final Counter missed;

  ChangeMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.lag =
        Timer.builder("apiserver.changes.lag")
            .description("How late changes are told; the count is how many this instance told")
            .register(registry);
    this.gaps = gaps("between");
    this.missed = gaps("at_the_end");
  }

  private Counter gaps(String where) {
    return Counter.builder("apiserver.changes.gaps")
        .description("How often the bus left changes out, between others or the last ones")
        .tag("where", where)
        .register(registry);
  }

  void told(Duration late) {
    lag.record(late.isNegative() ? Duration.ZERO : late);
  }

  void gap() {
    gaps.increment();
  }

  void missed() {
    missed.increment();
  }

  void streams(Supplier<Number> open) {
    Gauge.builder("apiserver.changes.streams", open)
        .description("Open streams of changes")
        .register(registry);
  }

  void ended(String reason) {
    registry.counter("apiserver.changes.streams.ended", "reason", reason).increment();
  }

  void refused(String reason) {
    registry.counter("apiserver.changes.streams.refused", "reason", reason).increment();
  }
}
