package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The gateways that are connected, and what they have to do with the rest of the operator. */
@Singleton
public class Sessions {
  private static final Logger LOG = Logger.getLogger(Sessions.class);

  private static final int MOST_LOGGED = 20;

  private final TokenReviewer reviewer;
  private final Predicate<String> hasFleet;
  private final SnapshotBook snapshots;
  private final AckBook acks;
  private final List<LoadSink> loadSinks;
  private final Map<GatewayId, Session> open = new ConcurrentHashMap<>();
  private final Strangers strangers = new Strangers();
  private final Departed departed = new Departed();
  private final Messages messages = new Messages();
  private final Patience patience;
  private final Clock clock = Clock.systemUTC();
  private volatile Standing standing = Standing.getDefaultInstance();
  private volatile Runnable onAck = () -> {};

  @Inject
  Sessions(
      TokenReviewer reviewer,
      WorldReader world,
      SnapshotBook snapshots,
      AckBook acks,
      @All List<LoadSink> loadSinks,
      MeterRegistry meters) {
    this(reviewer, world::hasFleet, snapshots, acks, loadSinks, Patience.USUAL);
    meters.gaugeMapSize("apifleet.gateways.connected", List.of(), open);
  }

  Sessions(
      TokenReviewer reviewer,
      Predicate<String> hasFleet,
      SnapshotBook snapshots,
      AckBook acks,
      List<LoadSink> loadSinks,
      Patience patience) {
    this.reviewer = reviewer;
    this.hasFleet = hasFleet;
    this.snapshots = snapshots;
    this.acks = acks;
    this.loadSinks = loadSinks;
    this.patience = patience;
  }

  /** This operator leads from now on: every gateway is told, and gets what was published. */
  void lead(long epoch) {
    standing = Standing.newBuilder().setLeads(true).setEpoch(epoch).build();
    open.values().forEach(Session::refresh);
  }

  Standing standing() {
    return standing;
  }

  Messages messages() {
    return messages;
  }

  Patience patience() {
    return patience;
  }

  Instant now() {
    return clock.instant();
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

  /** Ends the calls of pods that have not existed for a while; their tokens may still be good. */
  void endDeparted(Collection<GatewayPod> pods, Instant now) {
    departed
        .of(connected(), pods, now)
        .forEach(
            gateway -> {
              LOG.warnf("%s of fleet %s does not exist any more", gateway.pod(), gateway.fleet());
              Optional.ofNullable(open.get(gateway)).ifPresent(Session::end);
            });
  }

  /** Ends every call. */
  void endAll() {
    open.values().forEach(Session::end);
  }

  /**
   * Whether one more caller from this address may try to prove itself; each that was admitted is
   * opened or closed.
   */
  boolean admit(String source) {
    return strangers.admit(source);
  }

  Optional<GatewayId> identify(String token) {
    return GatewayTokens.identify(reviewer.review(token), hasFleet);
  }

  Optional<Published> latest(GatewayId gateway) {
    return snapshots.latest(gateway.fleet());
  }

  Optional<Published> known(GatewayId gateway, String hash) {
    return snapshots.known(gateway.fleet(), hash);
  }

  void opened(GatewayId gateway, Optional<Version> serving, Session session) {
    strangers.leave(session.source());
    acks.hello(gateway, serving);
    Session before = open.put(gateway, session);
    if (before != null) {
      before.end();
    }
    LOG.infof("%s of fleet %s connected", gateway.pod(), gateway.fleet());
    onAck.run();
  }

  void acked(GatewayId gateway, Ack ack) {
    Map<ResourceKey, String> rejected = Rejections.of(ack);
    String hash = ack.getVersion().getHash();
    warn(gateway, acks.heard(gateway, hash, rejected, wanted -> known(gateway, wanted)));
    onAck.run();
  }

  /** The status of each object says what all pods say of it. */
  private static void warn(GatewayId gateway, Map<ResourceKey, String> rejected) {
    rejected.entrySet().stream()
        .limit(MOST_LOGGED)
        .forEach(e -> LOG.warnf("%s rejected %s: %s", gateway.pod(), e.getKey(), e.getValue()));
    if (rejected.size() > MOST_LOGGED) {
      LOG.warnf("%s rejected %d more", gateway.pod(), rejected.size() - MOST_LOGGED);
    }
  }

  void load(GatewayId gateway, LoadReport report) {
    LoadReport known = ofKnownPools(gateway, report);
    loadSinks.forEach(sink -> sink.report(gateway.fleet(), gateway.pod(), known));
  }

  /** A gateway speaks for the pools that its fleet was given, and not for those of others. */
  private LoadReport ofKnownPools(GatewayId gateway, LoadReport report) {
    var resources =
        snapshots
            .latest(gateway.fleet())
            .map(Published::snapshot)
            .orElse(Snapshot.empty())
            .resources();
    LoadReport.Builder known = report.toBuilder();
    report.getPoolsMap().keySet().stream()
        .filter(pool -> !resources.containsKey(new ResourceKey(Kind.POOL, pool)))
        .forEach(known::removePools);
    return known.build();
  }

  void closed(Optional<GatewayId> gateway, Session session) {
    if (gateway.isEmpty()) {
      strangers.leave(session.source());
    } else if (open.remove(gateway.get(), session)) {
      LOG.infof("%s of fleet %s is away", gateway.get().pod(), gateway.get().fleet());
      loadSinks.forEach(sink -> sink.gone(gateway.get().fleet(), gateway.get().pod()));
    }
  }
}
