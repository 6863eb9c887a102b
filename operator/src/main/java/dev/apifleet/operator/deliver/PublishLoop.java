package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.Snapshot;
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
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The leader's one thread from change to delivery: reads the world, translates it, publishes what
 * is new, and says how far each object has got.
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
  private final SnapshotBook snapshots;
  private final AckBook acks;
  private final Sessions sessions;
  private final RoundListener listener;
  private final Timer translations;
  private final LateAcks lateAcks;
  private final LiveGateways liveGateways = new LiveGateways();
  private final Translator translator = new Translator();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("publish").factory());
  private final Coalescer rounds = new Coalescer(this::round, PAUSE_MILLIS, this::later);
  private final Coalescer retries = new Coalescer(rounds::signal, RETRY_MILLIS, this::later);
  private final AtomicBoolean worldChanged = new AtomicBoolean();
  private long epoch;
  private boolean began;
  private Translation translation;
  private boolean gatewaysReturned;

  PublishLoop(
      WorldReader world,
      SnapshotBook snapshots,
      AckBook acks,
      Sessions sessions,
      RoundListener listener,
      MeterRegistry meters) {
    this.world = world;
    this.snapshots = snapshots;
    this.acks = acks;
    this.sessions = sessions;
    this.listener = listener;
    this.translations = meters.timer("apifleet.translation");
    this.lateAcks = new LateAcks(snapshots, acks, meters);
  }

  /** Publishes from now on, as the leader of this epoch. */
  public void start(long leaderEpoch) {
    thread.execute(() -> epoch = leaderEpoch);
    later(this::stopWaiting, GATEWAYS_RETURN_WITHIN_MILLIS);
    later(this::look, LOOK_MILLIS);
    sessions.onAck(rounds::signal);
    world.start(this::worldChanged, rounds::signal);
  }

  /** Publishes no more. */
  public void stop() {
    thread.shutdownNow();
    world.stop();
  }

  private void worldChanged() {
    worldChanged.set(true);
    rounds.signal();
  }

  private void later(Runnable task, long millis) {
    if (!thread.isShutdown()) {
      thread.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** What time alone changes. */
  private void look() {
    later(this::look, LOOK_MILLIS);
    if (world.synced()) {
      List<GatewayPod> pods = world.gatewayPods();
      publish(pods);
      lateAcks.look(pods, Instant.now()).forEach(PublishLoop::warn);
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
    rounds.signal();
  }

  private void round() {
    if (!world.synced()) {
      return; // the last sync is a change of its own
    }
    boolean changed = worldChanged.getAndSet(false);
    try {
      if (changed) {
        translate(world.read(snapshots.snapshots()));
      }
      List<GatewayPod> pods = world.gatewayPods();
      publish(pods);
      report(pods);
    } catch (RuntimeException | Error e) { // the thread would keep either to itself
      LOG.error("a round failed and is tried again; gateways go on with what they have", e);
      tryAgain(changed);
    }
  }

  /** A change that was not published is still one. */
  private void tryAgain(boolean changed) {
    if (changed) {
      worldChanged.set(true);
    }
    retries.signal();
  }

  private void translate(World current) {
    if (!began) {
      epoch = Epochs.next(epoch, current.fleets());
      began = true;
    }
    Translation before = translation == null ? Translation.NONE : translation;
    translation = translations.record(() -> translator.translate(current, before));
  }

  private void publish(List<GatewayPod> pods) {
    if (translation == null) {
      return;
    }
    Instant now = Instant.now();
    translation
        .snapshots()
        .forEach((fleet, snapshot) -> publish(fleet, liveGateways.in(fleet, snapshot, pods, now)));
    snapshots.retain(translation.snapshots().keySet());
    liveGateways.retain(translation.snapshots().keySet());
  }

  private void publish(String fleet, Snapshot snapshot) {
    snapshots
        .publish(fleet, snapshot, epoch)
        .ifPresent(
            published -> {
              LOG.infof("fleet %s: published version %s", fleet, published.version().label());
              sessions.refresh(fleet);
            });
  }

  private void report(List<GatewayPod> pods) {
    Set<GatewayId> known = new HashSet<>(sessions.connected());
    pods.forEach(pod -> known.add(new GatewayId(pod.fleet(), pod.name())));
    acks.retain(known);
    gatewaysReturned |= pods.stream().filter(GatewayPod::ready).allMatch(this::hasAcked);
    if (gatewaysReturned && translation != null) {
      listener.round(translation, pods);
    }
  }

  private boolean hasAcked(GatewayPod pod) {
    return acks.of(new GatewayId(pod.fleet(), pod.name())).isPresent();
  }
}
