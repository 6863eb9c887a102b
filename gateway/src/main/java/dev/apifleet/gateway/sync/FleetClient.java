package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.LoadReport;
import io.netty.util.NetUtil;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Keeps a stream to every operator, for ever: looks them up, dials each, and tells all of them what
 * is served and what load there is. While there is no stream, the last snapshot serves. Confined to
 * one event loop.
 */
public final class FleetClient {
  private static final Logger LOG = Logger.getLogger(FleetClient.class);

  /** Vert.x numbers timers from 0, and all of a process in one row. */
  static final long NO_TIMER = -1;

  private static final long LOOK_UP_MILLIS = 5_000;

  /** While there is no leader: the next one may be at an address that is still to come. */
  private static final long LOOK_FOR_LEADER_MILLIS = 1_000;

  private static final long LOOK_FOR_KEYS_MILLIS = 1_000;
  private static final long REPORT_MILLIS = 1_000;
  private static final long SURGE_MILLIS = 200;

  private final Vertx vertx;
  private final Context context;
  private final Operator operator;
  private final Hosts hosts;
  private final Dialer dialer;
  private final SnapshotApplier applier;
  private final ApplyMeters meters;
  private final LoadReporter load;
  private final LocalSnapshots local;
  private final Map<InetAddress, OperatorLink> links = new HashMap<>();
  private boolean lookingUp;
  private boolean nameFound = true;
  private boolean stopped;
  private long nextLookUp = NO_TIMER;

  public FleetClient(
      Vertx vertx,
      Operator operator,
      Hosts hosts,
      SnapshotApplier applier,
      ApplyMeters meters,
      LoadReporter load,
      LocalSnapshots local) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.operator = operator;
    this.hosts = hosts;
    this.dialer = new Dialer(vertx, operator);
    this.applier = applier;
    this.meters = meters;
    this.load = load;
    this.local = local;
  }

  /** Begins; returns at once. */
  public void start() {
    context.runOnContext(
        _ -> {
          applier.onAck(this::tellAll);
          lookUp();
          local.start();
          vertx.setPeriodic(LOOK_FOR_KEYS_MILLIS, _ -> applier.retryAwaited());
          vertx.setPeriodic(REPORT_MILLIS, _ -> report());
          vertx.setPeriodic(SURGE_MILLIS, _ -> reportSurge());
        });
  }

  /** Dials no more; the streams that there are end with the process. */
  public void stop() {
    context.runOnContext(
        _ -> {
          stopped = true;
          vertx.cancelTimer(nextLookUp);
          links.values().forEach(link -> link.want(false));
        });
  }

  private void lookUp() {
    if (lookingUp || stopped) {
      return;
    }
    lookingUp = true;
    vertx.cancelTimer(nextLookUp);
    vertx
        .executeBlocking(() -> hosts.find(operator.host()), false)
        .onSuccess(this::use)
        .onFailure(this::keep)
        .onComplete(_ -> lookUpLater());
  }

  private void lookUpLater() {
    lookingUp = false;
    boolean led = streams().stream().anyMatch(FleetStream::mayLead);
    long about = led ? LOOK_UP_MILLIS : LOOK_FOR_LEADER_MILLIS;
    long jitter = ThreadLocalRandom.current().nextLong(about / 2);
    nextLookUp = vertx.setTimer(about * 3 / 4 + jitter, _ -> lookUp());
  }

  private void use(List<InetAddress> found) {
    if (stopped) {
      return;
    }
    nameFound = true;
    Set<InetAddress> wanted = Addresses.chosen(found, links.keySet());
    links.forEach((address, link) -> link.want(wanted.contains(address)));
    links.values().removeIf(OperatorLink::isOver);
    wanted.stream()
        .filter(address -> !links.containsKey(address))
        .limit(Math.max(0, Addresses.MOST - links.size()))
        .toList()
        .forEach(this::add);
  }

  /** Those that are known may still be there. */
  private void keep(Throwable failure) {
    if (nameFound) {
      LOG.warnf("The operator's name %s cannot be looked up: %s", operator.host(), failure);
    }
    nameFound = false;
  }

  private void add(InetAddress address) {
    String name = NetUtil.toSocketAddressString(NetUtil.toAddressString(address), operator.port());
    OperatorLink link = new OperatorLink(vertx, () -> open(address, name), name, this::lookUp);
    links.put(address, link);
    link.dial();
  }

  private Future<FleetStream> open(InetAddress address, String name) {
    return dialer.dial(address).map(line -> begin(line, name));
  }

  private FleetStream begin(Dialer.Line line, String name) {
    FleetStream stream = new FleetStream(vertx, line.call(), name, applier, meters);
    TokenRenewal renewal = new TokenRenewal(vertx, dialer::token, stream::greet);
    stream
        .ended()
        .onFailure(
            _ -> {
              renewal.stop();
              line.client().close();
            });
    stream.start(line.token());
    renewal.start(line.token());
    return stream;
  }

  private List<FleetStream> streams() {
    return links.values().stream().map(OperatorLink::stream).flatMap(Optional::stream).toList();
  }

  private void tellAll(Ack ack) {
    streams().forEach(stream -> stream.send(ack));
  }

  private void reportSurge() {
    if (load.hasSurged()) {
      report();
    }
  }

  /** The same for all: what is reported counts from the report before. */
  private void report() {
    List<FleetStream> streams = streams();
    meters.connected(streams.size());
    List<FleetStream> reading = streams.stream().filter(FleetStream::isRead).toList();
    if (!reading.isEmpty()) {
      LoadReport report = load.report();
      reading.forEach(stream -> stream.send(report));
    }
  }
}
