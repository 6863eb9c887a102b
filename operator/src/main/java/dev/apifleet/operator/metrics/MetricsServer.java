package dev.apifleet.operator.metrics;

import dev.apifleet.operator.trust.ServerIdentity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;

/**
 * Where autoscalers ask for the load of pools, by HTTP over TLS: through the API server, which
 * proves itself by a certificate and names the user, or at once with a token of their own.
 */
final class MetricsServer {
  private static final Logger LOG = Logger.getLogger(MetricsServer.class);
  private static final String BEARER = "Bearer ";
  private static final int THREADS = 4;

  /** Each question asks the API server in its turn. */
  private static final int MOST_UNDER_WAY = 64;

  private static final int IDLE_SECONDS = 120;
  private static final long LOOK_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final Vertx vertx;
  private final ServerIdentity identity;
  private final FrontProxyTrust proxies;
  private final Access access;
  private final MetricsApi api;
  private final AtomicInteger underWay = new AtomicInteger();
  private HttpServer server;
  private WorkerExecutor workers;
  private long look;

  MetricsServer(
      Vertx vertx,
      ServerIdentity identity,
      FrontProxyTrust proxies,
      Access access,
      MetricsApi api) {
    this.vertx = vertx;
    this.identity = identity;
    this.proxies = proxies;
    this.access = access;
    this.api = api;
  }

  /** Starts to listen; throws when it cannot. */
  void start(int port) {
    workers = vertx.createSharedWorkerExecutor("metrics", THREADS);
    server =
        vertx
            .createHttpServer(options(identity.current()))
            .requestHandler(this::handle)
            .listen(port)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    look = vertx.setPeriodic(LOOK_MILLIS, _ -> renew());
    LOG.infof("autoscalers may ask on port %d", server.actualPort());
  }

  int port() {
    return server.actualPort();
  }

  void stop() {
    vertx.cancelTimer(look);
    server.close();
    workers.close();
  }

  private void renew() {
    identity.renew(certificate -> server.updateSSLOptions(ssl(certificate)));
  }

  private HttpServerOptions options(PemKeyCertOptions certificate) {
    return new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(certificate)
        .setTrustOptions(TrustOptions.wrap(proxies))
        .setClientAuth(ClientAuth.REQUEST)
        .setIdleTimeout(IDLE_SECONDS);
  }

  private SSLOptions ssl(PemKeyCertOptions certificate) {
    return new SSLOptions()
        .setUseAlpn(true)
        .setKeyCertOptions(certificate)
        .setTrustOptions(TrustOptions.wrap(proxies));
  }

  private void handle(HttpServerRequest request) {
    Question question = Question.of(request.method().name(), request.path(), request.params());
    if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
      underWay.decrementAndGet();
      send(request, Answer.problem(429, "too many questions at once; ask again in a second"));
      return;
    }
    Optional<Caller> proxied = proxied(request);
    Optional<String> token = token(request);
    workers
        .executeBlocking(
            () ->
                proxied
                    .or(() -> token.flatMap(access::authenticate))
                    .map(caller -> api.answer(caller, question))
                    .orElseGet(() -> Answer.problem(401, "say who asks, with a token")),
            false)
        .otherwise(MetricsServer::failed)
        .onSuccess(answer -> send(request, answer))
        .onComplete(_ -> underWay.decrementAndGet());
  }

  private static Answer failed(Throwable failure) {
    LOG.warnf("a question of an autoscaler was not answered: %s", failure.getMessage());
    return Answer.problem(503, "the API server did not say who may ask; ask again");
  }

  private Optional<Caller> proxied(HttpServerRequest request) {
    return certificate(request.sslSession())
        .flatMap(certificate -> proxies.proxy().caller(certificate, request.headers()));
  }

  private static Optional<X509Certificate> certificate(SSLSession session) {
    try {
      return Optional.of((X509Certificate) session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty(); // it showed none
    }
  }

  private static Optional<String> token(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(value -> value.startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()));
  }

  private static Future<Void> send(HttpServerRequest request, Answer answer) {
    return request
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(answer.body().encode());
  }
}
