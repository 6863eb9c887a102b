package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.accesslog.AccessLog;
import dev.apifleet.gateway.accesslog.LaneLog;
import dev.apifleet.gateway.backend.Http1Pools;
import dev.apifleet.gateway.backend.StreamListener;
import dev.apifleet.gateway.backend.VertxStream;
import dev.apifleet.gateway.backend.Wanted;
import dev.apifleet.gateway.overload.ReadingRound;
import dev.apifleet.gateway.overload.RefusalPace;
import dev.apifleet.gateway.overload.Shedder;
import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.runtime.RouteMeters;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.gateway.trace.TraceParent;
import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.gateway.transport.PortTls;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One event loop's share of the gateway: what the requests accepted there use, with connections to
 * backends of its own, so that a request never leaves its thread.
 */
public final class Lane extends AbstractVerticle {
  private static final long RETIRE_MILLIS = 1_000;

  private final Settings settings;
  private final CharSequence gatewayName;
  private final int lanes;
  private final RuntimeHolder runtimes;
  private final RouteMeters unrouted;
  private final Admission admission;
  private final Shedder shedder;
  private final LaneLog log;
  private final LongSupplier nanoTime;
  private final Copies copies = new Copies();
  private final TraceParent traceParents = new TraceParent();
  private final Flushes flushes = new Flushes();
  private final RefusalPace refusals;
  private ReadingRound round;
  private Http1Pools http1;
  private BackendClients clients;
  private AlarmClock clock;
  private Runtime retiredBy;

  /**
   * What all lanes of a gateway have in common.
   *
   * @param gatewayName as in {@code x-gateway}
   * @param address local address to listen on
   * @param keys for TLS
   */
  public record Settings(String gatewayName, String address, KeyRing keys) {}

  /**
   * One of several.
   *
   * @param lanes how many there are
   */
  public Lane(
      Settings settings,
      int lanes,
      RuntimeHolder runtimes,
      RouteMeters unrouted,
      Admission admission,
      Shedder shedder,
      LaneLog log,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.gatewayName = HttpHeaders.createOptimized(settings.gatewayName());
    this.lanes = lanes;
    this.runtimes = runtimes;
    this.unrouted = unrouted;
    this.admission = admission;
    this.shedder = shedder;
    this.log = log;
    this.nanoTime = nanoTime;
    this.refusals = new RefusalPace(nanoTime.getAsLong());
  }

  @Override
  public void start() {
    clock = new AlarmClock(vertx, nanoTime);
    round = new ReadingRound(((ContextInternal) context).nettyEventLoop(), nanoTime);
    http1 = new Http1Pools((ContextInternal) context, lanes, flushes::join, nanoTime);
    clients = new BackendClients(vertx, settings.keys(), lanes, flushes);
    shedder.watch(vertx);
    vertx.setPeriodic(AccessLog.FLUSH_MILLIS, _ -> log.flush());
    vertx.setPeriodic(RETIRE_MILLIS, _ -> retireConnections());
  }

  /** Endpoints change with the runtime, but for those that DNS tells: those grow old. */
  private void retireConnections() {
    Runtime now = runtimes.current();
    if (now != retiredBy && !http1.isEmpty()) {
      retiredBy = now;
      http1.keepOnly(
          now.pools().values().stream()
              .flatMap(pool -> pool.members().endpoints().stream())
              .map(Endpoint::address)
              .collect(Collectors.toSet()));
    }
  }

  /**
   * Opens a port on this lane.
   *
   * @param tls null for none
   */
  Future<Front> open(int port, PortTls tls) {
    Promise<Front> opened = Promise.promise();
    run(() -> new Front(this, tls).listen(port).onComplete(opened));
    return opened.future();
  }

  /** Hands over what was logged so far. */
  public Future<Void> flushLog() {
    Promise<Void> done = Promise.promise();
    run(
        () -> {
          log.flush();
          done.complete();
        });
    return done.future();
  }

  /** Runs something on this lane's event loop. */
  void run(Runnable action) {
    context.runOnContext(_ -> action.run());
  }

  Settings settings() {
    return settings;
  }

  /** What clients may take now. */
  ClientLimits clientLimits() {
    FleetSettings fleet = runtimes.current().settings();
    return fleet == null ? ClientLimits.DEFAULTS : fleet.limits();
  }

  /** Which requests have a line in the log now. */
  FleetSettings.AccessLog logged() {
    FleetSettings fleet = runtimes.current().settings();
    return fleet == null ? FleetSettings.AccessLog.NONE : fleet.accessLog();
  }

  LaneLog log() {
    return log;
  }

  Admission admission() {
    return admission;
  }

  CharSequence gatewayName() {
    return gatewayName;
  }

  Vertx timers() {
    return vertx;
  }

  /** When this lane's connections are flushed. */
  Flushes flushes() {
    return flushes;
  }

  /** What rings the alarms of this lane. */
  AlarmClock clock() {
    return clock;
  }

  /** The client for endpoints that are spoken with in this way. */
  HttpClient client(ConnectionsConfig connections) {
    return clients.of(connections);
  }

  /**
   * Gets a connection to the endpoint that was chosen.
   *
   * @param fresh whether it may not be one that nobody has used for a while
   */
  void open(Permit permit, HttpMethod method, String uri, boolean fresh, StreamListener listener) {
    ConnectionsConfig connections = permit.connections();
    SocketAddress address = permit.endpoint().address();
    if (Http1Pools.serves(address, connections)) {
      http1.open(address, connections, new Wanted(method, uri, fresh, listener));
    } else {
      VertxStream.open(
          client(connections), BackendRequest.to(permit, method, uri), false, listener);
    }
  }

  /** The same for a WebSocket, which begins in HTTP/1.1 whatever else is spoken there. */
  void openForUpgrade(Permit permit, String uri, StreamListener listener) {
    ConnectionsConfig connections = permit.connections();
    HttpClient client = client(connections.http2() ? inHttp1(connections) : connections);
    VertxStream.open(client, BackendRequest.to(permit, HttpMethod.GET, uri), true, listener);
  }

  private static ConnectionsConfig inHttp1(ConnectionsConfig connections) {
    return new ConnectionsConfig(
        false,
        connections.tls(),
        connections.maxPerEndpoint(),
        connections.maxWaiting(),
        connections.connectTimeoutMillis(),
        connections.idleTimeoutMillis());
  }

  /** Copies of requests that are under way. */
  Copies copies() {
    return copies;
  }

  /** Writes the traces' headers. */
  TraceParent traceParents() {
    return traceParents;
  }

  Runtime runtime() {
    return runtimes.current();
  }

  /** Who is refused while the gateway is overloaded. */
  Shedder shedder() {
    return shedder;
  }

  /** What was found waiting together with the request that is read now. */
  ReadingRound round() {
    return round;
  }

  /** When refusals go out while the gateway is overloaded. */
  RefusalPace refusals() {
    return refusals;
  }

  /** Figures of requests that match no route. */
  RouteMeters unrouted() {
    return unrouted;
  }

  long now() {
    return nanoTime.getAsLong();
  }
}
