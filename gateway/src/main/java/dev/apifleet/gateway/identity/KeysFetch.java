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
import java.util.concurrent.CompletionStage;
import org.jose4j.lang.JoseException;

/** Asks an issuer for its keys: bounded in time and size, and tried twice. */
final class KeysFetch {
  private static final int MAXIMUM_BYTES = 256 * 1024;
  private static final long TIMEOUT_MILLIS = 1_500;
  private static final TypeLiteral<CompletionStage<Keys>> STAGE = new TypeLiteral<>() {};

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

  Future<Keys> get() {
    return Future.fromCompletionStage(guard.get(() -> attempt().toCompletionStage(), STAGE));
  }

  /** On an event loop, whatever thread asks: elsewhere the body may pass before anybody listens. */
  private Future<Keys> attempt() {
    Promise<Keys> keys = Promise.promise();
    vertx.runOnContext(
        _ ->
            client
                .request(new RequestOptions(request))
                .compose(HttpClientRequest::send)
                .compose(KeysFetch::body)
                .compose(KeysFetch::parse)
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

  private static Future<Keys> parse(Buffer body) {
    try {
      return Future.succeededFuture(Keys.parse(body.toString()));
    } catch (JoseException e) {
      return Future.failedFuture(e);
    }
  }
}
