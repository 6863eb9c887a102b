package dev.apifleet.operator.deliver;

import dev.apifleet.operator.deliver.bootstrap.Bootstrap;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.Translation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Makes translations into publications. Who only follows does so too, under a version that nobody
 * is sent: so it knows what gateways say that they serve, and goes on from there when it leads.
 */
@Singleton
final class Publisher {
  private static final Logger LOG = Logger.getLogger(Publisher.class);
  private static final long FOLLOWS = -1;

  private final SnapshotBook snapshots;
  private final AckBook acks;
  private final Sessions sessions;
  private final WorldReader world;
  private final Bootstrap bootstrap;
  private final LiveGateways liveGateways = new LiveGateways();
  private boolean leads;
  private long highestEpoch = FOLLOWS;

  Publisher(
      SnapshotBook snapshots,
      AckBook acks,
      Sessions sessions,
      WorldReader world,
      Bootstrap bootstrap) {
    this.world = world;
    this.bootstrap = bootstrap;
    this.snapshots = snapshots;
    this.acks = acks;
    this.sessions = sessions;
  }

  /** Goes on from what was published before this operator started; throws when that is unknown. */
  void recall() {
    Map<String, Published> kept = bootstrap.read();
    snapshots.adopt(kept);
    kept.values().forEach(each -> highestEpoch = Math.max(highestEpoch, each.version().epoch()));
  }

  /** Keeps nothing more of what was published. */
  void stop() {
    bootstrap.stop();
  }

  /** The highest epoch of what was published before. */
  long highestEpoch() {
    return highestEpoch;
  }

  /** What was served before the next translation, by fleet. */
  Map<String, Snapshot> previous() {
    return snapshots.snapshots();
  }

  /**
   * Publishes what is new; throws when that of a fleet could not be, after all others were.
   *
   * @param epoch in which this operator leads; empty while it does not
   * @return whether anything was
   */
  boolean publish(Translation translation, List<GatewayPod> pods, OptionalLong epoch) {
    Instant now = Instant.now();
    boolean any = false;
    IllegalStateException failure = null;
    for (var fleet : translation.snapshots().entrySet()) {
      try {
        Snapshot snapshot = liveGateways.in(fleet.getKey(), fleet.getValue(), pods, now);
        any |= publish(fleet.getKey(), snapshot, epoch);
      } catch (RuntimeException e) { // it is that fleet's own
        failure = new IllegalStateException("fleet " + fleet.getKey() + " is not published", e);
      }
    }
    snapshots.retain(translation.snapshots().keySet());
    liveGateways.retain(translation.snapshots().keySet());
    bootstrap.retain(translation.snapshots().keySet());
    if (epoch.isPresent() && !leads) {
      leads = true;
      sessions.lead(epoch.getAsLong());
    }
    if (failure != null) {
      throw failure;
    }
    return any;
  }

  private boolean publish(String fleet, Snapshot snapshot, OptionalLong epoch) {
    return snapshots
        .publish(fleet, snapshot, epoch.orElse(FOLLOWS))
        .map(
            published -> {
              acks.published(fleet, published);
              sessions.refresh(fleet);
              if (epoch.isPresent()) {
                LOG.infof("fleet %s: published version %s", fleet, published.version().label());
                world.fleet(fleet).ifPresent(of -> bootstrap.keep(of, fleet, published));
              }
              return published;
            })
        .isPresent();
  }
}
