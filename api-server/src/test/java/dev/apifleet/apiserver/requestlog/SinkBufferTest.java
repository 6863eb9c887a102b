package dev.apifleet.apiserver.requestlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.requestlog.Sink.Delivery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SinkBufferTest {

  private static final Function<List<RequestEntry>, Uni<Delivery>> TAKES =
      batch -> Uni.createFrom().item(Delivery.COMPLETE);
  private static final Function<List<RequestEntry>, Uni<Delivery>> AWAY =
      batch -> Uni.createFrom().failure(new IOException("away"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<List<RequestEntry>> batches = new ArrayList<>();
  private final Deque<Function<List<RequestEntry>, Uni<Delivery>>> script = new ArrayDeque<>();
  private long nanos;
  private final SinkBuffer buffer =
      new SinkBuffer(new Scripted(), config(), () -> nanos, new SinkMeters(registry, "scripted"));

  @Test
  void fullBatchGoesAtOnce() {
    add(4);
    tick();
    assertEquals(0, batches.size());
    add(1);
    tick();
    assertEquals(5, batches.getFirst().size());
  }

  @Test
  void fewEntriesWaitASecondForOthers() {
    add(2);
    advance(Duration.ofMillis(999));
    tick();
    assertEquals(0, batches.size());
    advance(Duration.ofMillis(1));
    tick();
    assertEquals(2, batches.getFirst().size());
  }

  @Test
  void oneBatchIsUnderWayAtATime() {
    List<UniEmitter<? super Delivery>> held = new ArrayList<>();
    script.add(batch -> Uni.createFrom().emitter(held::add));
    add(10);
    tick();
    tick();
    assertEquals(1, batches.size());
    held.getFirst().complete(Delivery.COMPLETE);
    tick();
    assertEquals(2, batches.size());
    assertEquals(10, written());
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() {
    script.add(batch -> Uni.createFrom().nothing());
    add(5);
    tick();
    add(20);
    assertEquals(4, dropped("full"));
    assertEquals(21, buffer.size());
  }

  @Test
  void sinkThatIsAwayIsTriedLessAndLess() {
    script.addAll(List.of(AWAY, AWAY, AWAY));
    add(5);
    tick();
    assertTrue(buffer.isAway());
    List<Duration> pauses = List.of(untilNextTry(), untilNextTry(), untilNextTry());
    assertTrue(pauses.get(0).toMillis() >= 100 && pauses.get(0).toMillis() <= 200, "" + pauses);
    assertTrue(pauses.get(1).toMillis() >= 200 && pauses.get(1).toMillis() <= 400, "" + pauses);
    assertTrue(pauses.get(2).toMillis() >= 400 && pauses.get(2).toMillis() <= 800, "" + pauses);
    assertFalse(buffer.isAway());
    assertEquals(5, written());
  }

  @Test
  void sameEntriesComeAgainAfterAFailureAndInOrder() {
    script.add(AWAY);
    add(3);
    advance(Duration.ofSeconds(1));
    tick();
    add(4);
    untilNextTry();
    assertEquals(List.of(0L, 1L, 2L, 0L, 1L), ids(batches.get(1)));
  }

  @Test
  void refusedEntriesAreCountedAndThoseWithoutRoomComeAgain() {
    script.add(batch -> Uni.createFrom().item(new Delivery(batch.subList(0, 2), 1)));
    add(5);
    tick();
    assertEquals(2, written());
    assertEquals(1, dropped("refused"));
    untilNextTry();
    assertEquals(List.of(0L, 1L), ids(batches.get(1)));
    assertEquals(4, written());
  }

  @Test
  void resetTriesAtOnce() {
    script.add(AWAY);
    add(5);
    tick();
    buffer.tryNow();
    tick();
    assertEquals(2, batches.size());
  }

  @Test
  void whatIsLeftAtTheEndIsCounted() {
    add(3);
    buffer.abandon();
    assertEquals(3, dropped("shutdown"));
  }

  private Duration untilNextTry() {
    int before = batches.size();
    long start = nanos;
    while (batches.size() == before) {
      advance(Duration.ofMillis(1));
      tick();
    }
    return Duration.ofNanos(nanos - start);
  }

  private void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  private void tick() {
    buffer.flushIfDue().subscribe().with(done -> {});
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      buffer.add(
          new RequestEntry(i, Instant.EPOCH, "r", null, null, "GET", "/", 200, 1, 1, "instance"));
    }
  }

  private double written() {
    return registry.get("apiserver.request.log.written").counter().count();
  }

  private double dropped(String reason) {
    return registry.get("apiserver.request.log.dropped").tag("reason", reason).counter().count();
  }

  private static List<Long> ids(List<RequestEntry> batch) {
    return batch.stream().map(RequestEntry::id).toList();
  }

  private static RequestLogConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(RequestLogConfig.class)
        .withDefaultValue("apiserver.request-log.capacity", "16")
        .withDefaultValue("apiserver.request-log.batch", "5")
        .withDefaultValue("apiserver.request-log.retention", "PT1H")
        .build()
        .getConfigMapping(RequestLogConfig.class);
  }

  /** Answers as the script says, and after its end takes everything. */
  private final class Scripted implements Sink {
    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public Uni<Delivery> write(List<RequestEntry> batch) {
      batches.add(batch);
      return (script.isEmpty() ? TAKES : script.poll()).apply(batch);
    }
  }
}
