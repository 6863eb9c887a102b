package dev.apifleet.gateway.sync;

import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Hello;
import io.vertx.core.Context;
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
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Keeps a stream to the operator, for ever: dials, says who it is, applies what comes, reports
 * load. While there is no stream, the last snapshot serves. Confined to one event loop.
 */
public final class FleetClient {
  private static final Logger LOG = Logger.getLogger(FleetClient.class);
  private static final int DIAL_TIMEOUT_MILLIS = 5_000;
  private static final long LOOK_FOR_KEYS_MILLIS = 1_000;

  private final Vertx vertx;
  private final Context context;
  private final Operator operator;
  private final RuntimeHolder runtimes;
  private final SnapshotApplier applier;
  private final ApplyMeters meters;
  private final LoadReporter load;
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private boolean stopped;

  public FleetClient(
      Vertx vertx,
      Operator operator,
      RuntimeHolder runtimes,
      SnapshotApplier applier,
      ApplyMeters meters,
      LoadReporter load) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.operator = operator;
    this.runtimes = runtimes;
    this.applier = applier;
    this.meters = meters;
    this.load = load;
  }

  /** Begins; returns at once. */
  public void start() {
    context.runOnContext(
        _ -> {
          dial();
          vertx.setPeriodic(LOOK_FOR_KEYS_MILLIS, _ -> applier.retryAwaited());
        });
  }

  /** Dials no more; the stream, if there is one, ends with the process. */
  public void stop() {
    context.runOnContext(_ -> stopped = true);
  }

  private void dial() {
    readFile(operator.caFile().toString())
        .compose(ca -> token().compose(token -> connect(ca, token)))
        .onFailure(
            e -> {
              LOG.warnf("No stream to the operator at %s: %s", operator.host(), reason(e));
              redial();
            });
  }

  private Future<Buffer> readFile(String path) {
    return vertx.fileSystem().readFile(path);
  }

  private Future<String> token() {
    return operator
        .tokenFile()
        .map(file -> readFile(file.toString()).map(token -> token.toString().strip()))
        .orElse(Future.succeededFuture(""));
  }

  private Future<Void> connect(Buffer ca, String token) {
    HttpClient client = vertx.createHttpClient(options(ca));
    return vertx
        .executeBlocking(this::resolve)
        .compose(server -> OperatorCall.open(client, server))
        .<Void>map(
            call -> {
              converse(client, call, token);
              return null;
            })
        .onFailure(_ -> client.close());
  }

  /** The operator's address under the name that its certificate has to have. */
  private SocketAddress resolve() throws UnknownHostException {
    byte[] address = InetAddress.getByName(operator.host()).getAddress();
    return SocketAddress.inetSocketAddress(
        new InetSocketAddress(
            InetAddress.getByAddress(operator.serverName(), address), operator.port()));
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

  private void converse(HttpClient client, OperatorCall call, String token) {
    LOG.infof("Connected to the operator at %s:%d", operator.host(), operator.port());
    FleetStream conversation = new FleetStream(vertx, call, applier, meters, load, backoff::reset);
    conversation
        .start(hello(token))
        .onComplete(
            end -> {
              LOG.warnf("The stream to the operator ended: %s", reason(end.cause()));
              client.close();
              redial();
            });
  }

  private Hello hello(String token) {
    Hello.Builder hello = Hello.newBuilder().setToken(token);
    Version version = runtimes.current().version();
    if (version != null) {
      hello.setVersion(Delta.message(version));
    }
    return hello.build();
  }

  /** The outermost message alone often hides what is wrong with a certificate. */
  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Throwable cause = failure.getCause();
    boolean saysMore = cause != null && !message.contains(String.valueOf(cause.getMessage()));
    return saysMore ? message + ": " + reason(cause) : message;
  }

  private void redial() {
    if (!stopped) {
      vertx.setTimer(backoff.nextMillis(), _ -> dial());
    }
  }
}
