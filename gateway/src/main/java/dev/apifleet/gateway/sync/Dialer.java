package dev.apifleet.gateway.sync;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Opens calls to operators; whom it may trust, and what proves this pod, is read at each dial. */
final class Dialer {
  private static final int DIAL_TIMEOUT_MILLIS = 5_000;

  private final Vertx vertx;
  private final Operator operator;

  /** A call that is open, with what it was opened by and the token to say first. */
  record Line(HttpClient client, OperatorCall call, String token) {}

  Dialer(Vertx vertx, Operator operator) {
    this.vertx = vertx;
    this.operator = operator;
  }

  Future<Line> dial(InetAddress address) {
    return readFile(operator.caFile().toString())
        .compose(ca -> token().compose(token -> connect(address, ca, token)));
  }

  /** This pod's token as it is now; empty for an operator that asks for none. */
  Future<String> token() {
    return operator
        .tokenFile()
        .map(file -> readFile(file.toString()).map(token -> token.toString().strip()))
        .orElse(Future.succeededFuture(""));
  }

  private Future<Buffer> readFile(String path) {
    return vertx.fileSystem().readFile(path);
  }

  private Future<Line> connect(InetAddress address, Buffer ca, String token) {
    HttpClient client = vertx.createHttpClient(options(ca));
    return OperatorCall.open(client, named(address))
        .map(call -> new Line(client, call, token))
        .onFailure(_ -> client.close());
  }

  /** An address under the name that the certificate of every operator has to have. */
  private SocketAddress named(InetAddress address) {
    try {
      return SocketAddress.inetSocketAddress(
          new InetSocketAddress(
              InetAddress.getByAddress(operator.serverName(), address.getAddress()),
              operator.port()));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of no known length", e);
    }
  }

  private static HttpClientOptions options(Buffer ca) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setSsl(true)
        .setUseAlpn(true)
        .setTrustOptions(new PemTrustOptions().addCertValue(ca))
        .setVerifyHost(true)
        .setConnectTimeout(DIAL_TIMEOUT_MILLIS)
        .setTcpKeepAlive(true);
  }
}
