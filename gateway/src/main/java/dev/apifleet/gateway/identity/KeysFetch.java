package dev.apifleet.gateway.identity;

import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.lang.JoseException;

/** Asks an issuer for its keys: bounded in time and size, and tried twice. */
final class KeysFetch {
  private static final int MAXIMUM_BYTES = 256 * 1024;
  private static final long TIMEOUT_MILLIS = 1_500;
  private static final TypeLiteral<CompletionStage<Fetched>> STAGE = new TypeLiteral<>() {};

  private static final Pattern MAX_AGE =
      Pattern.compile("(?:^|[\\s,])max-age=\"?([0-9]{1,9})", Pattern.CASE_INSENSITIVE);

  private final Vertx vertx;
  private final HttpClient client;
  private final RequestOptions request;
  private final Guard guard =
      Guard.create()
          .withDescription("issuer keys")
          .withTimeout()
          .duration(TIMEOUT_MILLIS, ChronoUnit.MILLIS)
          .done()
          .withRetry()
          .maxRetries(1)
          .delay(100, ChronoUnit.MILLIS)
          .done()
          .build();

  KeysFetch(Vertx vertx, HttpClient client, String uri) {
    this.vertx = vertx;
    this.client = client;
    this.request = new RequestOptions().setAbsoluteURI(uri).setTimeout(TIMEOUT_MILLIS);
  }

  Future<Fetched> get() {
    return Future.fromCompletionStage(guard.get(() -> attempt().toCompletionStage(), STAGE));
  }

  /** On an event loop, whatever thread asks: elsewhere the body may pass before anybody listens. */
  private Future<Fetched> attempt() {
    Promise<Fetched> keys = Promise.promise();
    vertx.runOnContext(
        _ ->
            client
                .request(new RequestOptions(request))
                .compose(HttpClientRequest::send)
                .compose(response -> body(response).compose(body -> parse(body, maxAge(response))))
                .onComplete(keys));
    return keys.future();
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    if (response.statusCode() != 200) {
      whole.fail("status " + response.statusCode());
    }
    response.exceptionHandler(whole::tryFail);
    response.endHandler(_ -> whole.tryComplete(body));
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > MAXIMUM_BYTES) {
            whole.tryFail("more than " + MAXIMUM_BYTES + " bytes");
            response.request().reset();
          } else {
            body.appendBuffer(chunk);
          }
        });
    return whole.future();
  }

  private static Future<Fetched> parse(Buffer body, long maxAgeMillis) {
    try {
      return Future.succeededFuture(new Fetched(Keys.parse(body.toString()), maxAgeMillis));
    } catch (JoseException | RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static long maxAge(HttpClientResponse response) {
    Matcher maxAge =
        MAX_AGE.matcher(Objects.requireNonNullElse(response.getHeader("Cache-Control"), ""));
    return maxAge.find() ? Long.parseLong(maxAge.group(1)) * 1_000 : -1;
  }
}
