package dev.apifleet.apiserver.requestlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What is counted of one sink since this instance started. */
final class SinkMeters {

  private static final String PREFIX = "apiserver.request.log.";

  private final MeterRegistry registry;
  private final String sink;
  private final Counter written;
  private final Counter full;
  private final Counter refused;
  private final Counter lost;
  private final Counter failures;

  SinkMeters(MeterRegistry registry, String sink) {
    this.registry = registry;
    this.sink = sink;
    this.written = registry.counter(PREFIX + "written", "sink", sink);
    this.full = dropped("full");
    this.refused = dropped("refused");
    this.lost = dropped("shutdown");
    this.failures = registry.counter(PREFIX + "failures", "sink", sink);
  }

  void watch(Supplier<Number> buffered) {
    Gauge.builder(PREFIX + "buffered", buffered)
        .tag("sink", sink)
        .strongReference(true)
        .register(registry);
  }

  void written(int count) {
    written.increment(count);
  }

  /** There was no room. */
  void full(int count) {
    full.increment(count);
  }

  /** The sink will never take them. */
  void refused(int count) {
    refused.increment(count);
  }

  /** They were still here when the instance had to end. */
  void lost(int count) {
    lost.increment(count);
  }

  /** A batch did not arrive. */
  void failed() {
    failures.increment();
  }

  long failuresSoFar() {
    return (long) failures.count();
  }

  long writtenSoFar() {
    return (long) written.count();
  }

  long droppedSoFar() {
    return (long) (full.count() + refused.count() + lost.count());
  }

  private Counter dropped(String reason) {
    return registry.counter(PREFIX + "dropped", "sink", sink, "reason", reason);
  }
}
