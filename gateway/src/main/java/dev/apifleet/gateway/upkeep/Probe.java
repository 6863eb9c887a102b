package dev.apifleet.gateway.upkeep;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.transport.BackendTransport;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.function.Function;

/** Asks an endpoint once whether it is well, with connections that no request uses. */
final class Probe {
  /** Checks are rare; a second one is only there while an old connection is given up. */
  private static final int CONNECTIONS = 2;

  private static final int WAITING = 256;

  /** An attempt to connect may outlive its check, but not for long. */
  private static final int GIVEN_UP_MILLIS = 5_000;

  private final Vertx vertx;
  private final Function<ConnectionsConfig, HttpClient> clients;
  private final NetClient sockets;

  Probe(Vertx vertx, Function<ConnectionsConfig, HttpClient> clients) {
    this.vertx = vertx;
    this.clients = clients;
    this.sockets = vertx.createNetClient(new NetClientOptions().setConnectTimeout(GIVEN_UP_MILLIS));
  }

  /** Whether it answered in time and as it should; never fails. */
  Future<Boolean> check(Endpoint endpoint, HealthCheckConfig check, ConnectionsConfig connections) {
    Promise<Boolean> result = Promise.promise();
    long timer = vertx.setTimer(check.timeoutMillis(), _ -> result.tryComplete(false));
    int port = check.port() == 0 ? endpoint.config().port() : check.port();
    if (check.path() == null) {
      connect(endpoint.config().address(), port, result);
    } else {
      ask(endpoint.config().address(), port, check.path(), connections, result);
    }
    return result.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private void connect(String address, int port, Promise<Boolean> result) {
    sockets
        .connect(SocketAddress.inetSocketAddress(port, address))
        .onSuccess(NetSocket::close)
        .onComplete(socket -> result.tryComplete(socket.succeeded()));
  }

  private void ask(
      String address,
      int port,
      String path,
      ConnectionsConfig connections,
      Promise<Boolean> result) {
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(port, address))
            .setHost(BackendTransport.peerName(address, connections.tls()))
            .setPort(port)
            .setMethod(HttpMethod.GET)
            .setURI(path)
            .putHeader("User-Agent", "apifleet-health-check");
    clients
        .apply(few(connections))
        .request(options)
        .compose(request -> send(request, result))
        .onFailure(_ -> result.tryComplete(false));
  }

  /** What has taken too long is broken off. */
  private static Future<HttpClientResponse> send(
      HttpClientRequest request, Promise<Boolean> result) {
    result.future().onComplete(_ -> finish(request));
    return request.send().onSuccess(response -> result.tryComplete(isWell(response)));
  }

  /** A short rest of an answer is read, so that its connection can be used again. */
  private static void finish(HttpClientRequest request) {
    Future<HttpClientResponse> response = request.response();
    String length = response.succeeded() ? response.result().getHeader("content-length") : null;
    if (length == null || length.length() > 4) {
      request.reset();
    }
  }

  private static boolean isWell(HttpClientResponse response) {
    return response.statusCode() >= 200 && response.statusCode() < 400;
  }

  private static ConnectionsConfig few(ConnectionsConfig of) {
    return new ConnectionsConfig(
        of.http2(),
        of.tls(),
        CONNECTIONS,
        WAITING,
        of.connectTimeoutMillis(),
        of.idleTimeoutMillis());
  }
}
