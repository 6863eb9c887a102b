package dev.apifleet.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** The end of an answer to a client, and of its connection where that cannot be used again. */
final class ClientResponse {
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final RequestBody body;
  private boolean closing;

  ClientResponse(HttpServerRequest request, RequestBody body) {
    this.request = request;
    this.response = request.response();
    this.body = body;
  }

  /** Nobody reads what the client still sends. */
  void discardBody() {
    closing |= !body.discard();
  }

  /** Tells the client before the head goes out, if its connection will not be used again. */
  void announceClose(boolean draining) {
    closing |= draining;
    if (closing && isHttp1()) {
      response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Ends the answer, and the connection with it where it cannot take another request. */
  void end(Buffer last) {
    discardBody();
    if (closing && isHttp1()) {
      response.end(last).onComplete(_ -> request.connection().close());
    } else {
      response.end(last);
    }
  }

  private boolean isHttp1() {
    return request.version() != HttpVersion.HTTP_2;
  }

  /** Breaks the connection or stream off, so that half an answer is not taken for a whole one. */
  void breakOff() {
    if (!response.reset()) {
      request.connection().close();
    }
  }
}
