package dev.apifleet.bench.micro;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real request as a server got it from a real client, held for as long as the process lives. */
final class CapturedRequest {
  private static final Map<String, String> USUAL =
      Map.of(
          "user-agent", "curl/8.5.0",
          "accept", "*/*",
          "accept-encoding", "gzip, deflate, br");

  private CapturedRequest() {}

  static HttpServerRequest get(Vertx vertx, String uri, Map<String, String> headers) {
    CompletableFuture<HttpServerRequest> captured = new CompletableFuture<>();
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(captured::complete)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(server.actualPort())
            .setURI(uri)
            .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(USUAL).addAll(headers));
    vertx.createHttpClient().request(options).compose(request -> request.send());
    HttpServerRequest request = captured.join();
    request.uri();
    request.path();
    request.query();
    return request;
  }
}
