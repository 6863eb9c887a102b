package dev.apifleet.gateway.sync;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The snapshots on this machine: the later one to begin with when no leader is heard for a while,
 * and the one that is kept for the next start. Confined to one event loop.
 */
public final class LocalSnapshots {
  private static final Logger LOG = Logger.getLogger(LocalSnapshots.class);
  private static final long KEEP_MILLIS = 1_000;

  private final Vertx vertx;
  private final SnapshotApplier applier;
  private final long patienceMillis;
  private final LastGoodFile lastGood;
  private final BootstrapFolder bootstrap;
  private String kept = "";
  private String notKept = "";
  private boolean keeping;
  private List<String> complaints = List.of();

  /** What was found: snapshots, the best one first, and what is wrong with others. */
  private record Found(List<LocalSnapshot> best, List<String> complaints) {}

  /** Where one may lie. */
  private interface Place {
    Optional<LocalSnapshot> read() throws IOException;
  }

  /** Does nothing yet. */
  public LocalSnapshots(Vertx vertx, LocalPaths paths, SnapshotApplier applier) {
    this.vertx = vertx;
    this.applier = applier;
    this.patienceMillis = Math.max(1, paths.patience().toMillis());
    this.lastGood = new LastGoodFile(paths.lastGood());
    this.bootstrap = new BootstrapFolder(paths.bootstrap());
  }

  /** Begins to wait for a leader, and to keep what serves. */
  void start() {
    lookLater();
    vertx.setPeriodic(KEEP_MILLIS, _ -> keep());
  }

  private void lookLater() {
    vertx.setTimer(patienceMillis, _ -> look());
  }

  /** Again and again: a snapshot may come to lie here later, too. */
  private void look() {
    if (applier.serving().isEmpty()) {
      vertx
          .executeBlocking(this::find, false)
          .compose(this::begin)
          .onFailure(e -> LOG.error("No snapshot on this machine is of use", e))
          .onComplete(_ -> lookLater());
    }
  }

  private Found find() {
    List<String> wrong = new ArrayList<>();
    List<LocalSnapshot> best =
        Stream.<Place>of(bootstrap::read, lastGood::read)
            .flatMap(place -> read(place, wrong).stream())
            .sorted(LocalSnapshot.ORDER.reversed())
            .toList();
    return new Found(best, wrong);
  }

  private static Optional<LocalSnapshot> read(Place place, List<String> wrong) {
    try {
      return place.read();
    } catch (IOException | RuntimeException e) {
      wrong.add(e.toString());
      return Optional.empty();
    }
  }

  private Future<Void> begin(Found found) {
    if (!found.complaints().equals(complaints)) {
      complaints = found.complaints();
      complaints.forEach(wrong -> LOG.errorf("A snapshot on this machine is of no use: %s", wrong));
    }
    if (found.best().isEmpty()) {
      LOG.warn("No operator that leads has been heard, and no snapshot lies here: waiting");
      return Future.succeededFuture();
    }
    Future<Void> begun = Future.failedFuture("none was tried");
    for (LocalSnapshot next : found.best()) {
      begun = begun.recover(_ -> begin(next));
    }
    return begun;
  }

  private Future<Void> begin(LocalSnapshot best) {
    return applier
        .begin(best)
        .onSuccess(
            began -> {
              if (began) {
                LOG.warnf(
                    "No operator that leads has been heard: serving snapshot %s of %s",
                    best.version().label(), best.source());
              }
            })
        .onFailure(e -> LOG.errorf(e, "The snapshot of %s is of no use", best.source()))
        .mapEmpty();
  }

  /** Only content that is not kept yet, and for at most a twentieth of the time. */
  private void keep() {
    Kept now = applier.kept();
    if (now == null || keeping || now.version().hash().equals(kept)) {
      return;
    }
    keeping = true;
    kept = now.version().hash();
    long began = System.nanoTime();
    vertx
        .executeBlocking(() -> write(now), false)
        .onFailure(this::notKept)
        .onComplete(_ -> rest(System.nanoTime() - began));
  }

  /** One that is too large stays so; all else may pass, and is said once. */
  private void notKept(Throwable failure) {
    if (!(failure instanceof LastGoodFile.TooLargeException)) {
      kept = "";
    }
    if (!failure.toString().equals(notKept)) {
      LOG.warnf("What serves is not kept for the next start: %s", failure);
    }
    notKept = failure.toString();
  }

  private Void write(Kept now) throws IOException {
    if (lastGood.hasPlace()) {
      lastGood.write(now);
    }
    return null;
  }

  private void rest(long workedNanos) {
    vertx.setTimer(1 + TimeUnit.NANOSECONDS.toMillis(19 * workedNanos), _ -> keeping = false);
  }
}
