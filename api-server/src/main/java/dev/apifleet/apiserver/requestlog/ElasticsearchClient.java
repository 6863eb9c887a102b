package dev.apifleet.apiserver.requestlog;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Talks to Elasticsearch or OpenSearch over HTTP; whoever it is told to be, it says in no log. */
final class ElasticsearchClient {

  private static final int MILLIS_TO_CONNECT = 2000;
  private static final int MILLIS_TO_ANSWER = 10_000;

  private final HttpClient http;
  private final URI base;
  private final Optional<String> authorization;

  ElasticsearchClient(Vertx vertx, URI base, RequestLogConfig.Elasticsearch config) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(MILLIS_TO_CONNECT)
            .setMaxPoolSize(2)
            .setMaxWaitQueueSize(8)
            .setDecompressionSupported(true)
            .setVerifyHost(true);
    config
        .caFile()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.http = vertx.createHttpClient(options);
    this.base = base;
    this.authorization = authorization(config);
  }

  /** The answer to a request that reached the server. */
  record Answer(int status, Buffer body) {}

  Uni<Answer> send(HttpMethod method, String path, String mediaType, byte[] gzipped) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(base.getHost())
            .setPort(port(base))
            .setSsl(base.getScheme().equals("https"))
            .setURI(prefix(base) + path)
            .setTimeout(MILLIS_TO_ANSWER)
            .putHeader("Content-Type", mediaType)
            .putHeader("Content-Encoding", "gzip");
    authorization.ifPresent(value -> options.putHeader("Authorization", value));
    return Uni.createFrom().completionStage(() -> exchange(options, gzipped).toCompletionStage());
  }

  private Future<Answer> exchange(RequestOptions options, byte[] gzipped) {
    return http.request(options)
        .compose(request -> request.idleTimeout(MILLIS_TO_ANSWER).send(Buffer.buffer(gzipped)))
        .compose(ElasticsearchClient::answer);
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response.body().map(body -> new Answer(response.statusCode(), body));
  }

  private static Optional<String> authorization(RequestLogConfig.Elasticsearch config) {
    Optional<String> basic =
        config
            .username()
            .map(name -> name + ":" + config.password().orElse(""))
            .map(s -> "Basic " + base64(s));
    return config.apiKey().map(key -> "ApiKey " + key).or(() -> basic);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int port(URI base) {
    if (base.getPort() > 0) {
      return base.getPort();
    }
    return base.getScheme().equals("https") ? 443 : 80;
  }

  private static String prefix(URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
