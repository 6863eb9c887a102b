package dev.apifleet.gateway.sync;

import dev.apifleet.gateway.proxy.Listeners;
import dev.apifleet.gateway.runtime.RuntimeBuilder;
import dev.apifleet.gateway.runtime.RuntimeBuilder.Built;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.Rejected;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Turns deltas into the runtime that serves: build beside the event loops, swap one reference, open
 * the ports, ack. Called on one event loop.
 */
public final class SnapshotApplier {
  private static final Logger LOG = Logger.getLogger(SnapshotApplier.class);

  private final Vertx vertx;
  private final RuntimeBuilder builder;
  private final RuntimeHolder runtimes;
  private final Supplier<Future<Void>> settled;
  private final Listeners listeners;
  private final KeyRing keys;
  private final ApplyMeters meters;
  private final WantedResources wanted = new WantedResources();
  private long highestEpoch = Long.MIN_VALUE;
  private List<Rejected> rejected = List.of();

  /** What was rejected when it was built, and why listeners have no port. */
  private List<Rejected> unbuilt = List.of();

  private Map<String, String> shut = Map.of();
  private Future<?> last = Future.succeededFuture();
  private Consumer<Ack> onAck = _ -> {};
  private Ack said;
  private volatile boolean applied;

  /** What is wanted, whole; null while that is not known. */
  private volatile Version taken;

  private volatile Kept kept;

  /**
   * Has applied nothing yet.
   *
   * @param settled completes when the pools know the endpoints that they look up themselves
   */
  public SnapshotApplier(
      Vertx vertx,
      RuntimeBuilder builder,
      RuntimeHolder runtimes,
      Supplier<Future<Void>> settled,
      Listeners listeners,
      KeyRing keys,
      ApplyMeters meters) {
    this.vertx = vertx;
    this.builder = builder;
    this.runtimes = runtimes;
    this.settled = settled;
    this.listeners = listeners;
    this.keys = keys;
    this.meters = meters;
  }

  /** Whether a snapshot has been applied since the start. */
  public boolean hasApplied() {
    return applied;
  }

  /** What is wanted by the last delta, but for what is rejected, if there was one. */
  Optional<Version> serving() {
    return Optional.ofNullable(taken);
  }

  /** What leads to what serves; null while nothing does. */
  Kept kept() {
    return kept;
  }

  /** Who hears of each ack. */
  void onAck(Consumer<Ack> listener) {
    onAck = listener;
  }

  /** The ack of what is wanted now, unless it is still to come. */
  Optional<Ack> said() {
    return Optional.ofNullable(said)
        .filter(ack -> serving().filter(Delta.version(ack.getVersion())::equals).isPresent());
  }

  /** An operator leads in this epoch: what comes from earlier ones is refused. */
  void heardLeader(long epoch) {
    highestEpoch = Math.max(highestEpoch, epoch);
  }

  /**
   * Applies a delta behind those before it, also where they came from another stream; fails on one
   * of an epoch lower than one seen, and on one that leads on from something else.
   *
   * @param epoch in which its sender leads
   */
  Future<Ack> apply(SnapshotDelta delta, long epoch) {
    return behindLast(() -> applyNow(delta, epoch));
  }

  /** Applies a snapshot of this machine, unless there was another one before; then false. */
  Future<Boolean> begin(LocalSnapshot local) {
    return behindLast(
        () -> taken == null ? beginNow(local).map(true) : Future.succeededFuture(false));
  }

  /**
   * Serves what waited for key material, where that has been mounted since, and opens ports that
   * were taken. Key material comes later than the snapshot that refers to it, since it takes
   * another way.
   */
  Future<Void> retryAwaited() {
    return behindLast(this::retryNow);
  }

  private <T> Future<T> behindLast(Supplier<Future<T>> step) {
    Future<T> next = last.transform(_ -> step.get());
    last = next;
    return next;
  }

  private Future<Void> retryNow() {
    Version version = taken;
    if (rejected.isEmpty() || version == null) {
      return Future.succeededFuture();
    }
    return vertx
        .executeBlocking(keys::hasArrived)
        .compose(arrived -> arrived ? rebuild(version) : openShut(version));
  }

  private Future<Void> rebuild(Version version) {
    return vertx
        .<Void>executeBlocking(
            () -> {
              swap(version);
              return null;
            })
        .compose(_ -> open(version))
        .mapEmpty();
  }

  private Future<Void> openShut(Version version) {
    if (shut.isEmpty()) {
      return Future.succeededFuture();
    }
    return listeners
        .apply(runtimes.current().listeners())
        .map(
            failures -> {
              if (!failures.equals(shut)) {
                noteListeners(failures);
                ack(version);
              }
              return null;
            });
  }

  private Future<Ack> applyNow(SnapshotDelta delta, long epoch) {
    if (epoch < highestEpoch) {
      return Future.failedFuture(new StaleEpochException(epoch, highestEpoch));
    }
    highestEpoch = epoch;
    Version version = Delta.version(delta.getVersion());
    return vertx
        .executeBlocking(() -> take(delta))
        .compose(isNew -> isNew ? open(version) : Future.succeededFuture(ack(version)));
  }

  /** Its epoch binds nobody: a leader of any epoch knows better. */
  private Future<Ack> beginNow(LocalSnapshot local) {
    return vertx
        .<Void>executeBlocking(
            () -> {
              local.deltas().forEach(this::take);
              return null;
            })
        .compose(_ -> open(local.version()));
  }

  /** Whether the content is another than what serves. */
  private boolean take(SnapshotDelta delta) {
    Version version = Delta.version(delta.getVersion());
    if (taken != null && taken.hash().equals(version.hash())) {
      runtimes.rename(version);
      taken = version;
      return false;
    }
    checkBase(delta);
    taken = null;
    wanted.apply(delta, runtimes.current().resources());
    swap(version);
    taken = version;
    LOG.logf(
        delta.getFull() ? Logger.Level.INFO : Logger.Level.DEBUG,
        "Serving snapshot %s with %d resources, %d rejected",
        version.label(),
        wanted.resources().size(),
        rejected.size());
    return true;
  }

  private void checkBase(SnapshotDelta delta) {
    boolean fits = taken != null && taken.hash().equals(delta.getBase());
    if (!delta.getFull() && !delta.getBase().isEmpty() && !fits) {
      throw new IllegalStateException("it sent what leads on from a snapshot that is not here");
    }
  }

  private Future<Ack> open(Version version) {
    return settled
        .get()
        .compose(_ -> listeners.apply(runtimes.current().listeners()))
        .map(
            failures -> {
              noteListeners(failures);
              applied = true;
              meters.applied();
              return ack(version);
            });
  }

  private void swap(Version version) {
    Built built = builder.build(runtimes.current(), version, wanted.resources(), wanted.changed());
    runtimes.swap(built);
    wanted.served();
    kept =
        new Kept(
            version,
            built.runtime().resources().values(),
            wanted.refused(built.runtime().rejected().keySet()));
    List<Rejected> before = rejected;
    List<Rejected> all = wanted.unreadable();
    built.runtime().rejected().forEach((key, reason) -> all.add(rejection(key, reason)));
    rejected = all;
    unbuilt = all;
    all.stream()
        .filter(r -> !before.contains(r))
        .forEach(r -> LOG.warnf("Rejected %s: %s", r.getKey().getName(), r.getReason()));
  }

  private void noteListeners(Map<String, String> failures) {
    List<Rejected> all = new ArrayList<>(unbuilt);
    failures.forEach(
        (name, reason) -> {
          LOG.errorf("Listener %s: %s", name, reason);
          all.add(rejection(new ResourceKey(Kind.LISTENER, name), reason));
        });
    rejected = all;
    shut = failures;
  }

  private Rejected rejection(ResourceKey key, String reason) {
    dev.apifleet.snapshot.grpc.ResourceKey message = Delta.message(key);
    return Rejected.newBuilder()
        .setKey(message)
        .setHash(wanted.hash(key))
        .setReason(reason)
        .build();
  }

  private Ack ack(Version version) {
    meters.serves(version, rejected.size());
    said = Acks.of(version, rejected);
    onAck.accept(said);
    return said;
  }
}
