package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.LoadReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The gateways that are connected, and what they have to do with the rest of the operator. */
@Singleton
public class Sessions {
  private static final Logger LOG = Logger.getLogger(Sessions.class);
  private static final int MAX_STRANGERS = 64;

  private final TokenReviewer reviewer;
  private final Predicate<String> hasFleet;
  private final SnapshotBook snapshots;
  private final AckBook acks;
  private final List<LoadSink> loadSinks;
  private final Map<GatewayId, Session> open = new ConcurrentHashMap<>();
  private final AtomicInteger strangers = new AtomicInteger();
  private volatile Runnable onAck = () -> {};

  @Inject
  Sessions(
      TokenReviewer reviewer,
      WorldReader world,
      SnapshotBook snapshots,
      AckBook acks,
      @All List<LoadSink> loadSinks,
      MeterRegistry meters) {
    this(reviewer, world::hasFleet, snapshots, acks, loadSinks);
    meters.gaugeMapSize("apifleet.gateways.connected", List.of(), open);
  }

  Sessions(
      TokenReviewer reviewer,
      Predicate<String> hasFleet,
      SnapshotBook snapshots,
      AckBook acks,
      List<LoadSink> loadSinks) {
    this.reviewer = reviewer;
    this.hasFleet = hasFleet;
    this.snapshots = snapshots;
    this.acks = acks;
    this.loadSinks = loadSinks;
  }

  /** Who hears of acks. */
  void onAck(Runnable listener) {
    onAck = listener;
  }

  /** Tells every gateway of a fleet to take the latest snapshot. */
  void refresh(String fleet) {
    open.forEach(
        (gateway, session) -> {
          if (gateway.fleet().equals(fleet)) {
            session.refresh();
          }
        });
  }

  /** The pods that are connected now. */
  Set<GatewayId> connected() {
    return Set.copyOf(open.keySet());
  }

  /** Ends every call. */
  void endAll() {
    open.values().forEach(Session::end);
  }

  /**
   * Whether one more caller may try to prove itself; each that was admitted is opened or closed.
   */
  boolean admit() {
    if (strangers.incrementAndGet() <= MAX_STRANGERS) {
      return true;
    }
    strangers.decrementAndGet();
    return false;
  }

  Optional<GatewayId> identify(String token) {
    return GatewayTokens.identify(reviewer.review(token), hasFleet);
  }

  Optional<Published> latest(GatewayId gateway) {
    return snapshots.latest(gateway.fleet());
  }

  void opened(GatewayId gateway, Optional<Version> serving, Session session) {
    strangers.decrementAndGet();
    acks.hello(gateway, serving);
    Session before = open.put(gateway, session);
    if (before != null) {
      before.end();
    }
    LOG.infof("%s of fleet %s connected", gateway.pod(), gateway.fleet());
    onAck.run();
  }

  void acked(GatewayId gateway, PodAck ack) {
    ack.rejected()
        .forEach((key, reason) -> LOG.warnf("%s rejected %s: %s", gateway.pod(), key, reason));
    acks.acked(gateway, ack);
    onAck.run();
  }

  void load(GatewayId gateway, LoadReport report) {
    loadSinks.forEach(sink -> sink.report(gateway.fleet(), gateway.pod(), report));
  }

  void closed(Optional<GatewayId> gateway, Session session) {
    if (gateway.isEmpty()) {
      strangers.decrementAndGet();
    } else if (open.remove(gateway.get(), session)) {
      LOG.infof("%s of fleet %s is away", gateway.get().pod(), gateway.get().fleet());
      loadSinks.forEach(sink -> sink.gone(gateway.get().fleet(), gateway.get().pod()));
    }
  }
}
