package dev.apifleet.operator.status;

import dev.apifleet.translator.ObjectRef;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Paces the writing of statuses: reconcilers ask before they write, and are called in turn. */
@Singleton
public class StatusWrites {
  private static final long LOOK_MILLIS = 20;

  private final StatusEvents events;
  private final LongSupplier clock;
  private final WriteQueue queue = new WriteQueue();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("status-writes").factory());
  private boolean lookPlanned;

  @Inject
  StatusWrites(StatusEvents events, MeterRegistry meters) {
    this(events, System::nanoTime);
    meters.gauge("apifleet.status.waiting", this, StatusWrites::waiting);
  }

  /**
   * @param clock nanoseconds
   */
  public StatusWrites(StatusEvents events, LongSupplier clock) {
    this.events = events;
    this.clock = clock;
  }

  /** The status of an object may say something else now; {@link #flush} follows. */
  synchronized void offer(ObjectRef object, Urgency urgency, boolean settled) {
    queue.offer(object, urgency, settled, clock.getAsLong());
  }

  /** The object is no more. */
  synchronized void forget(ObjectRef object) {
    queue.forget(object);
  }

  /**
   * Whether the status of an object may be written at once, {@link #done} follows; otherwise its
   * reconciler is called again when its turn comes.
   */
  public boolean admit(ObjectState state, Urgency urgency) {
    synchronized (this) {
      if (queue.admit(state.object(), urgency, state.settled(), clock.getAsLong())) {
        return true;
      }
    }
    flush();
    return false;
  }

  /** A write that was admitted has ended, one way or another. */
  public synchronized void done() {
    queue.done(clock.getAsLong());
  }

  /** The status of this object says already what it should. */
  public void unchanged(ObjectRef object) {
    synchronized (this) {
      queue.unchanged(object);
    }
    flush();
  }

  /** The object has changed while its status was made: its place in the line may be gone. */
  public void lookAgain(ObjectState latest) {
    offer(latest.object(), Urgency.of(null, latest), latest.settled());
    flush();
  }

  /** Calls those whose turn has come. */
  void flush() {
    List<ObjectRef> next;
    synchronized (this) {
      next = queue.next(clock.getAsLong());
      if (queue.size() > 0 && !lookPlanned && !thread.isShutdown()) {
        lookPlanned = true;
        thread.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    next.forEach(events::changed);
  }

  private void look() {
    synchronized (this) {
      lookPlanned = false;
    }
    flush();
  }

  private synchronized int waiting() {
    return queue.size();
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
