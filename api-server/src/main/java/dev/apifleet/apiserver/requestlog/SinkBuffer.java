package dev.apifleet.apiserver.requestlog;

import dev.apifleet.apiserver.background.Backoff;
import dev.apifleet.apiserver.requestlog.Sink.Delivery;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jctools.queues.MpscArrayQueue;

/**
 * The bounded way to one sink. Requests put their entries into a queue without locks, and go on
 * whether there was room or not; one batch at a time is under way from it.
 */
final class SinkBuffer {

  private static final Logger LOG = Logger.getLogger(SinkBuffer.class);

  private final Sink sink;
  private final RequestLogConfig config;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final SinkMeters meters;
  private final MpscArrayQueue<RequestEntry> queue;
  private final AtomicBoolean busy = new AtomicBoolean();

  // These are of whoever holds `busy`; volatile for those who only look.
  private volatile List<RequestEntry> hand = List.of();
  private volatile int failures;
  private volatile long notBefore;
  private volatile long lastFlush;
  private volatile boolean away;
  private volatile Instant since = Instant.now();

  SinkBuffer(Sink sink, RequestLogConfig config, LongSupplier nanoTime, SinkMeters meters) {
    this.sink = sink;
    this.config = config;
    this.nanoTime = nanoTime;
    this.backoff = new Backoff(config.firstPause(), config.longestPause());
    this.meters = meters;
    this.queue = new MpscArrayQueue<>(config.capacity());
    this.notBefore = nanoTime.getAsLong();
    this.lastFlush = notBefore;
    meters.watch(this::size);
  }

  String name() {
    return sink.name();
  }

  /** Entries that wait, those under way among them. */
  int size() {
    return queue.size() + hand.size();
  }

  int capacity() {
    return config.capacity();
  }

  /** When it last went or came back; before that, when the buffer was made. */
  Instant since() {
    return since;
  }

  boolean isAway() {
    return away;
  }

  SinkMeters meters() {
    return meters;
  }

  void add(RequestEntry entry) {
    if (!queue.offer(entry)) {
      meters.full(1);
    }
  }

  /** Tries a sink that is away at once instead of after its pause. */
  void tryNow() {
    notBefore = nanoTime.getAsLong();
  }

  /** Sends a batch if one is due and none is under way. */
  Uni<Void> flushIfDue() {
    return isDue() ? flush() : Uni.createFrom().voidItem();
  }

  /** Sends a batch at once, unless one is under way. */
  Uni<Void> flush() {
    if (!busy.compareAndSet(false, true)) {
      return Uni.createFrom().voidItem();
    }
    lastFlush = nanoTime.getAsLong();
    hand = filled(hand);
    if (hand.isEmpty()) {
      busy.set(false);
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .deferred(() -> sink.write(hand))
        .onItemOrFailure()
        .invoke(this::settle)
        .onTermination()
        .invoke(() -> busy.set(false))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  /** Counts what is still here as lost. */
  void abandon() {
    meters.lost(size());
  }

  private boolean isDue() {
    long now = nanoTime.getAsLong();
    boolean waited = now - lastFlush >= config.longestWait().toNanos() || failures > 0;
    return now - notBefore >= 0 && (size() >= config.batch() || waited && size() > 0);
  }

  private List<RequestEntry> filled(List<RequestEntry> first) {
    List<RequestEntry> batch = new ArrayList<>(first);
    queue.drain(batch::add, config.batch() - batch.size());
    return List.copyOf(batch);
  }

  private void settle(Delivery delivery, Throwable failure) {
    if (failure == null) {
      meters.written(hand.size() - delivery.again().size() - delivery.refused());
      meters.refused(delivery.refused());
      hand = delivery.again();
      tell(false, null);
    } else {
      meters.failed();
      tell(true, failure);
    }
    failures = hand.isEmpty() ? 0 : failures + 1;
    notBefore = nanoTime.getAsLong() + (failures == 0 ? 0 : pause().toNanos());
  }

  private Duration pause() {
    return backoff.pause(failures, ThreadLocalRandom.current().nextDouble());
  }

  private void tell(boolean gone, Throwable why) {
    if (away == gone) {
      return;
    }
    away = gone;
    since = Instant.now();
    if (gone) {
      LOG.warnf("The request log's sink %s is away: %s", name(), why.getMessage());
    } else {
      LOG.infof("The request log's sink %s is back", name());
    }
  }
}
