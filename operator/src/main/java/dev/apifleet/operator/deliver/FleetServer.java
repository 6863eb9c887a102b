package dev.apifleet.operator.deliver;

import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.trust.ServerIdentity;
import dev.apifleet.snapshot.grpc.FleetConfigGrpc;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Where gateways connect: gRPC over TLS with the operator's certificate. */
@Singleton
public class FleetServer {
  private static final Logger LOG = Logger.getLogger(FleetServer.class);
  private static final ServiceMethod<FromGateway, ToGateway> CONNECT =
      ServiceMethod.server(
          ServiceName.create(FleetConfigGrpc.SERVICE_NAME),
          FleetConfigGrpc.getConnectMethod().getBareMethodName(),
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(FromGateway.parser()));

  /** An ack names each resource that a gateway rejects, which may be all of 10,000 routes. */
  private static final long MAX_MESSAGE_BYTES = 4 << 20;

  /** A gateway reports its load each second: who is silent for so long is gone. */
  private static final int IDLE_SECONDS = 30;

  private static final long RENEWAL_CHECK_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final Vertx vertx;
  private final OperatorConfig config;
  private final ServerIdentity identity;
  private final Sessions sessions;
  private volatile HttpServer server;
  private long renewal;
  private boolean stopped;

  FleetServer(Vertx vertx, OperatorConfig config, ServerIdentity identity, Sessions sessions) {
    this.vertx = vertx;
    this.config = config;
    this.identity = identity;
    this.sessions = sessions;
  }

  /** Starts to listen, unless it was stopped; blocks, and throws when it cannot. */
  public void start() {
    start(identity.current());
  }

  /** Whoever stops it need not wait for a certificate. */
  private synchronized void start(PemKeyCertOptions certificate) {
    if (stopped) {
      return;
    }
    server =
        vertx
            .createHttpServer(options(certificate))
            .requestHandler(withoutCompression(grpc()))
            .listen(config.deliveryPort())
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    renewal = vertx.setPeriodic(RENEWAL_CHECK_MILLIS, _ -> renew());
    LOG.infof("gateways may connect on port %d", server.actualPort());
  }

  /** Stops to listen and ends every call; for good. */
  public synchronized void stop() {
    stopped = true;
    if (server != null) {
      vertx.cancelTimer(renewal);
      sessions.endAll();
      server.close();
      server = null;
    }
  }

  /** Whether gateways may connect. */
  public boolean listens() {
    return server != null;
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Takes a new certificate when the current one is to be replaced; streams live on. */
  void renew() {
    HttpServer now = server;
    if (now != null) {
      identity.renew(
          certificate ->
              now.updateSSLOptions(
                  new SSLOptions().setUseAlpn(true).setKeyCertOptions(certificate)));
    }
  }

  private static HttpServerOptions options(PemKeyCertOptions certificate) {
    return new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2))
        .setKeyCertOptions(certificate)
        .setIdleTimeout(IDLE_SECONDS)
        .setTcpKeepAlive(true);
  }

  /**
   * The limit of a message holds for what arrives, and nothing limits what that inflates to: nobody
   * gets to send compressed messages. The answer is that of gRPC's compression specification.
   */
  private static Handler<HttpServerRequest> withoutCompression(GrpcServer grpc) {
    return request -> {
      if (request.headers().getAll("grpc-encoding").stream().allMatch("identity"::equals)) {
        grpc.handle(request);
      } else {
        request
            .response()
            .putHeader("content-type", "application/grpc")
            .putHeader("grpc-status", String.valueOf(GrpcStatus.UNIMPLEMENTED.code))
            .putHeader("grpc-message", "send messages without compression")
            .putHeader("grpc-accept-encoding", "identity")
            .end();
      }
    };
  }

  private GrpcServer grpc() {
    return GrpcServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(MAX_MESSAGE_BYTES))
        .callHandler(CONNECT, this::connect);
  }

  private void connect(GrpcServerRequest<FromGateway, ToGateway> request) {
    if (sessions.admit(request.connection().remoteAddress().hostAddress())) {
      new Session(vertx, request, sessions);
    } else {
      request.response().status(GrpcStatus.UNAVAILABLE).end();
    }
  }
}
