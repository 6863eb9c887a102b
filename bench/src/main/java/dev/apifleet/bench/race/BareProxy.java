package dev.apifleet.bench.race;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;

/** The least that Vert.x needs to pass requests on: what our gateway is built on, and no more. */
public final class BareProxy {
  private static final int CONNECTIONS = 128;

  private final HttpClient client;
  private final int backend;

  private BareProxy(HttpClient client, int backend) {
    this.client = client;
    this.backend = backend;
  }

  /** Serves on the first port and passes on to the second, until it is ended. */
  public static void main(String[] ports) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setKeepAliveTimeout(3_600));
    BareProxy proxy = new BareProxy(client, Integer.parseInt(ports[1]));
    vertx
        .createHttpServer(new HttpServerOptions())
        .requestHandler(proxy::serve)
        .listen(Integer.parseInt(ports[0]), "127.0.0.1")
        .onFailure(
            e -> {
              System.err.println(e);
              System.exit(1);
            });
  }

  private void serve(HttpServerRequest request) {
    request.pause();
    client
        .request(
            new RequestOptions()
                .setMethod(request.method())
                .setHost("127.0.0.1")
                .setPort(backend)
                .setURI(request.uri()))
        .onSuccess(onward -> pass(request, onward))
        .onFailure(_ -> request.response().setStatusCode(502).end());
  }

  private static void pass(HttpServerRequest request, HttpClientRequest onward) {
    onward.headers().setAll(request.headers());
    onward
        .send(request)
        .onSuccess(answer -> answer(answer, request.response()))
        .onFailure(_ -> request.response().setStatusCode(502).end());
  }

  private static void answer(HttpClientResponse answer, HttpServerResponse response) {
    response.setStatusCode(answer.statusCode());
    response.headers().setAll(answer.headers());
    answer.pipeTo(response);
  }
}
