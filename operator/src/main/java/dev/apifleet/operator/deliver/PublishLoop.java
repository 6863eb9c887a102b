package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.Version;
import dev.apifleet.translator.Translation;
import dev.apifleet.translator.Translator;
import dev.apifleet.translator.World;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The one thread from change to delivery: reads the world and translates it, on every replica, so
 * that each could lead at once; the leader publishes what is new, and says how far each object has
 * got.
 */
@Singleton
public class PublishLoop {
  private static final Logger LOG = Logger.getLogger(PublishLoop.class);
  private static final long PAUSE_MILLIS = 20;
  private static final long RETRY_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 1_000;

  /** Gateways dial again within seconds; before that a new leader would call them all behind. */
  private static final long GATEWAYS_RETURN_WITHIN_MILLIS = 10_000;

  private final WorldReader world;
  private final Publisher publisher;
  private final AckBook acks;
  private final Sessions sessions;
  private final RoundListener listener;
  private final Timer translations;
  private final LateAcks lateAcks;
  private final Translator translator = new Translator();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("publish").factory());
  private final Coalescer deliveries = coalescer(this::deliver);
  private final Coalescer reports = coalescer(this::report);
  private final AtomicBoolean worldChanged = new AtomicBoolean();
  private final CompletableFuture<Void> synced = new CompletableFuture<>();
  private OptionalLong lease = OptionalLong.empty();
  private OptionalLong listedUnder = OptionalLong.empty();
  private OptionalLong epoch = OptionalLong.empty();
  private Translation translation;
  private boolean published;
  private boolean begun;
  private boolean gatewaysReturned;

  PublishLoop(
      WorldReader world,
      Publisher publisher,
      AckBook acks,
      Sessions sessions,
      RoundListener listener,
      LateAcks lateAcks,
      MeterRegistry meters) {
    this.world = world;
    this.publisher = publisher;
    this.acks = acks;
    this.sessions = sessions;
    this.listener = listener;
    this.lateAcks = lateAcks;
    this.translations = meters.timer("apifleet.translation");
  }

  private Coalescer coalescer(Runnable action) {
    return new Coalescer(
        action,
        () -> PAUSE_MILLIS,
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        this::later);
  }

  /**
   * Follows the world from now on.
   *
   * @return completes when all of it is known
   */
  public CompletableFuture<Void> start() {
    sessions.onAck(reports::signal);
    thread.execute(this::begin);
    later(this::look, LOOK_MILLIS);
    return synced;
  }

  /**
   * Publishes from now on, as the leader by a Lease that has changed hands so often. All is listed
   * afresh before: watches may be behind what the last leader has seen.
   */
  public void lead(long leaseTransitions) {
    thread.execute(
        () -> {
          lease = OptionalLong.of(leaseTransitions);
          if (begun) {
            watch();
          }
        });
    later(this::stopWaiting, GATEWAYS_RETURN_WITHIN_MILLIS);
  }

  /** Publishes no more. */
  public void stop() {
    thread.shutdownNow();
    publisher.stop();
    world.stop();
  }

  /** What was served before has to be known first, or last good forms would be lost. */
  private void begin() {
    try {
      publisher.recall();
    } catch (RuntimeException e) {
      LOG.warnf("what was published before cannot be read, which is tried again: %s", e);
      later(this::begin, RETRY_MILLIS);
      return;
    }
    begun = true;
    watch();
  }

  private void watch() {
    OptionalLong under = lease;
    world.start(this::worldChanged, this::podsChanged).thenRunAsync(() -> listed(under), this::now);
  }

  private void listed(OptionalLong under) {
    listedUnder = under;
    synced.complete(null);
    worldChanged();
  }

  private void worldChanged() {
    worldChanged.set(true);
    deliveries.signal();
  }

  private void podsChanged() {
    deliveries.signal();
    reports.signal();
  }

  private void now(Runnable task) {
    later(task, 0);
  }

  private void later(Runnable task, long millis) {
    if (!thread.isShutdown()) {
      thread.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** What time alone changes. */
  private void look() {
    later(this::look, LOOK_MILLIS);
    deliveries.signal();
    if (world.synced()) {
      sessions.endDeparted(world.gatewayPods(), Instant.now());
    }
    if (epoch.isPresent()) {
      lateAcks.look(world.gatewayPods(), Instant.now()).forEach(PublishLoop::warn);
    }
  }

  private static void warn(LateAcks.Behind behind) {
    LOG.warnf(
        "%s of fleet %s is ready, but has not acked the latest version for 10 s; it serves %s",
        behind.gateway().pod(),
        behind.gateway().fleet(),
        behind.acked().map(Version::label).orElse("what it had before"));
  }

  private void stopWaiting() {
    gatewaysReturned = true;
    reports.signal();
  }

  private void deliver() {
    if (!world.synced()) {
      return; // the last sync is a change of its own
    }
    boolean changed = worldChanged.getAndSet(false);
    try {
      boolean again = !published;
      if (changed) {
        translate(world.read(publisher.previous()));
      }
      published = false;
      boolean any =
          translation != null && publisher.publish(translation, world.gatewayPods(), epoch);
      published = translation != null;
      if (any || changed || again) {
        reports.signal();
      }
    } catch (RuntimeException | Error e) { // the thread would keep either to itself
      LOG.error("a change was not delivered and is tried again; gateways go on", e);
      worldChanged.compareAndSet(false, changed); // one that was not published is still one
      later(deliveries::signal, RETRY_MILLIS);
    }
  }

  private void translate(World current) {
    if (epoch.isEmpty() && listedUnder.isPresent()) {
      epoch =
          OptionalLong.of(
              Epochs.next(listedUnder.getAsLong(), publisher.highestEpoch(), current.fleets()));
    }
    Translation before = translation == null ? Translation.NONE : translation;
    translation = translations.record(() -> translator.translate(current, before));
  }

  /** Of what was not published nobody may say that gateways serve it. */
  private void report() {
    if (!published) {
      return;
    }
    try {
      report(world.gatewayPods());
    } catch (RuntimeException | Error e) {
      LOG.error("how far objects have got was not told and is tried again", e);
      later(reports::signal, RETRY_MILLIS);
    }
  }

  private void report(List<GatewayPod> pods) {
    Set<GatewayId> known = new HashSet<>(sessions.connected());
    pods.forEach(pod -> known.add(GatewayId.of(pod)));
    acks.retain(known);
    gatewaysReturned |= pods.stream().filter(GatewayPod::ready).allMatch(this::hasAcked);
    if (epoch.isPresent() && gatewaysReturned) {
      listener.round(translation, pods);
    }
  }

  private boolean hasAcked(GatewayPod pod) {
    return acks.of(GatewayId.of(pod)).isPresent();
  }
}
