package dev.apifleet.apiserver.requestlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log of requests: each entry goes to every sink, by a buffer of the sink's own. */
@ApplicationScoped
public class RequestLog {

  private static final Duration TICK = Duration.ofMillis(50);

  private final List<SinkBuffer> buffers;
  private final RequestLogConfig config;
  private final Vertx vertx;
  private final Context context;
  private volatile long timer;

  RequestLog(
      DatabaseSink database,
      ElasticsearchSinks elasticsearch,
      RequestLogConfig config,
      MeterRegistry registry,
      Vertx vertx) {
    this.config = config;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.buffers =
        Stream.concat(Stream.<Sink>of(database), elasticsearch.configured().stream())
            .map(sink -> buffer(sink, config, registry))
            .toList();
  }

  private static SinkBuffer buffer(Sink sink, RequestLogConfig config, MeterRegistry registry) {
    return new SinkBuffer(sink, config, System::nanoTime, new SinkMeters(registry, sink.name()));
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(TICK.toMillis(), id -> buffers.forEach(this::flushIfDue));
  }

  /** Before the pools close, of which sinks live. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    vertx.cancelTimer(timer);
    empty();
    buffers.forEach(SinkBuffer::abandon);
  }

  /** Sends what is left, to all sinks side by side, as long as it may take. */
  void empty() {
    long end = System.nanoTime() + config.farewell().toNanos();
    List<Uni<Long>> emptied = buffers.stream().map(buffer -> emptied(buffer, end)).toList();
    try {
      Uni.join().all(emptied).andFailFast().await().atMost(config.farewell());
    } catch (RuntimeException late) {
      // what is left is counted as lost
    }
  }

  void add(RequestEntry entry) {
    buffers.forEach(buffer -> buffer.add(entry));
  }

  public List<SinkState> states() {
    return buffers.stream().map(SinkState::of).toList();
  }

  /** Tries the sink at once if it is away; false when there is none of that name. */
  public boolean tryNow(String sink) {
    List<SinkBuffer> named = buffers.stream().filter(buffer -> buffer.name().equals(sink)).toList();
    named.forEach(SinkBuffer::tryNow);
    return !named.isEmpty();
  }

  private void flushIfDue(SinkBuffer buffer) {
    onContext(Uni.createFrom().deferred(buffer::flushIfDue)).subscribe().with(done -> {});
  }

  /** By how many are left: a repetition looks at items alone, and not at nothing. */
  private Uni<Long> emptied(SinkBuffer buffer, long end) {
    return onContext(Uni.createFrom().deferred(buffer::flush))
        .replaceWith(buffer::size)
        .onItem()
        .delayIt()
        .by(Duration.ofMillis(10))
        .repeat()
        .until(left -> left == 0 || System.nanoTime() - end >= 0)
        .collect()
        .with(Collectors.counting());
  }

  /** Database work runs on a context of its own for each batch, as it does for each request. */
  private <T> Uni<T> onContext(Uni<T> work) {
    return work.runSubscriptionOn(
        task ->
            VertxContext.createNewDuplicatedContext(context).runOnContext(ignored -> task.run()));
  }
}
