package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.runtime.Rule;
import dev.apifleet.gateway.transport.PortTls;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One port on one lane: takes requests in, and lets those under way finish when it closes. */
final class Front {
  /** Requests at once on one HTTP/2 connection. */
  static final int STREAMS = 100;

  /** What one HTTP/2 connection may send ahead of its backends; one stream may send 64 KiB. */
  private static final int CONNECTION_WINDOW = 1024 * 1024;

  /** A client that opens and resets streams faster than this is cut off (CVE-2023-44487). */
  private static final int RESETS_PER_WINDOW = 200;

  private static final int RESET_WINDOW_SECONDS = 10;

  private static final long SWEEP_MILLIS = 100;

  private final Lane lane;
  private final boolean secure;
  private final HttpServer server;
  private final ClientConnections connections;
  private final Tunnels tunnels;
  private final Farewell farewell;
  private int underWay;
  private boolean said;
  private long sweeps;
  private volatile boolean draining;
  private volatile boolean gone;
  private boolean stopping;

  /**
   * Closed at first.
   *
   * @param tls null for none
   */
  Front(Lane lane, PortTls tls) {
    HttpServerOptions options = options(lane.clientLimits());
    this.lane = lane;
    this.secure = tls != null;
    this.connections = new ClientConnections(lane);
    this.tunnels = new Tunnels(lane.timers());
    this.farewell = new Farewell(connections, lane.timers());
    this.server =
        new GuardedServer(
                (VertxInternal) lane.timers(),
                tls == null ? options : tls.secure(options),
                connections)
            .connectionHandler(this::connected)
            .requestHandler(this::handle)
            .invalidRequestHandler(this::handleInvalid);
  }

  static HttpServerOptions options(ClientLimits limits) {
    return new HttpServerOptions()
        .setInitialSettings(
            new Http2Settings()
                .setMaxHeaderListSize(limits.maxHeaderBytes())
                .setMaxConcurrentStreams(STREAMS))
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setHttp2RstFloodMaxRstFramePerWindow(RESETS_PER_WINDOW)
        .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setTcpNoDelay(true);
  }

  Future<Front> listen(int port) {
    sweeps = lane.timers().setPeriodic(SWEEP_MILLIS, _ -> sweep());
    return server.listen(port, lane.settings().address()).map(this);
  }

  private void sweep() {
    connections.sweep();
    if (stopping) {
      farewell.closeUnused(lane.now());
      look();
    }
  }

  private void connected(HttpConnection connection) {
    connections.opened(connection);
    if (draining) {
      lane.run(() -> farewell.welcome(ClientConnections.channel(connection)));
    }
  }

  private void handle(HttpServerRequest request) {
    exchange(request).begin();
  }

  private ProxyExchange exchange(HttpServerRequest request) {
    String peer = ClientConnections.peer(request.connection());
    ClientRequest asked = new ClientRequest(request, lane.runtime().trustedProxies(), peer, secure);
    ProxyExchange exchange = new ProxyExchange(this, request, asked, null);
    underWay++;
    lane.shedder().began();
    connections.began(request.connection(), exchange.duties(), exchange.startedAt());
    return exchange;
  }

  /** A request that could not be parsed; the connection is closed behind it. */
  private void handleInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        switch (cause) {
          case TooLongHttpLineException _ -> Problems.uriTooLong(lane.clientLimits().maxUrlBytes());
          case TooLongHttpHeaderException _ ->
              Problems.headersTooLarge(lane.clientLimits().maxHeaderBytes());
          case StrictDecoder.MalformedException e -> Problem.malformed(e.getMessage());
          case null, default -> Problem.malformed("It is not valid HTTP.");
        };
    lane.admission().meters().count(Closing.MALFORMED);
    ProxyExchange exchange = exchange(request);
    exchange.answering().ending().closeAfterwards();
    exchange.reject(problem);
  }

  Lane lane() {
    return lane;
  }

  boolean isDraining() {
    return draining;
  }

  /** An exchange is over. */
  void ended(ProxyExchange exchange, Rule rule, int status) {
    long now = lane.now();
    long nanos = now - exchange.startedAt();
    connections.ended(exchange.request().connection(), exchange.duties(), now);
    (rule == null ? lane.unrouted() : rule.meters()).record(status, nanos);
    underWay--;
    lane.shedder().ended();
    if (stopping) {
      closeBehind(exchange.request());
    }
    AccessLine.write(exchange, status, nanos);
  }

  /** What was answered before it was known that the gateway leaves did not say so. */
  private void closeBehind(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2
        && ClientConnections.watch(request.connection()).isIdle()) {
      ClientConnections.leaveWhenSent(ClientConnections.channel(request.connection()), true);
    }
  }

  Tunnels tunnels() {
    return tunnels;
  }

  /** A tunnel is over, and its connection with it. */
  void tunnelClosed(Tunnel tunnel, ProxyExchange exchange) {
    tunnels.remove(tunnel);
    exchange.ended();
  }

  /** An answer has ended before it is on the wire, and before its client has read it. */
  private void look() {
    gone = said && underWay == 0 && connections.areGone();
  }

  private void farewellSaid() {
    said = true;
    look();
  }

  /** Whether nobody has to be waited for since it leaves; asked from any thread. */
  boolean isGone() {
    return gone;
  }

  /** Goes on serving, but asks clients to come back on another connection. */
  void drain() {
    draining = true;
    lane.run(farewell::announce);
  }

  /** From now on new connections are closed. */
  void admitNoMore() {
    lane.run(connections::admitNoMore);
  }

  /**
   * Takes leave of all clients. Who connects from now on has not heard yet that the gateway leaves,
   * and is served.
   */
  void leave(Duration deadline) {
    draining = true;
    lane.run(
        () -> {
          stopping = true;
          tunnels.leave(deadline);
          farewell.leave(deadline, lane.now(), this::farewellSaid);
        });
  }

  /** Closes all, whatever is under way. */
  Future<Void> close() {
    return server.close().onComplete(_ -> lane.timers().cancelTimer(sweeps));
  }
}
