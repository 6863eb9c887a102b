package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.BodyEncoder;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * The body and the end of an answer to a client, and the end of its connection where that cannot be
 * used again.
 */
final class ClientResponse {
  private static final long NO_ERROR = 0;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final RequestBody body;
  private BodyEncoder encoder;
  private boolean closing;
  private boolean clientLeaves;

  ClientResponse(HttpServerRequest request, RequestBody body) {
    this.request = request;
    this.response = request.response();
    this.body = body;
  }

  /** From now on the body goes out in another form; null leaves it as it is. */
  void encodeBy(BodyEncoder other) {
    encoder = other;
  }

  /** The connection is not used again behind the answer. */
  void closeAfterwards() {
    closing = true;
  }

  /** Nobody reads what the client still sends. */
  void discardBody() {
    closing |= !body.discard();
  }

  /** An HTTP/1.0 client takes the end of the connection for the end of such an answer. */
  void lengthUnknown() {
    closing |= request.version() == HttpVersion.HTTP_1_0;
  }

  /** Tells the client before the head goes out, if its connection will not be used again. */
  void announceClose(boolean draining) {
    clientLeaves = !closing && Headers.hasToken(request.headers(), HttpHeaders.CONNECTION, "close");
    closing |= draining || clientLeaves;
    if (closing && isHttp1()) {
      response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Sends the head, where a body is to follow, without waiting for the body. */
  void flushHead() {
    boolean framed =
        response.isChunked() || response.headers().contains(HttpHeaders.CONTENT_LENGTH);
    if (framed && !response.headWritten()) {
      response.writeHead();
    }
  }

  void write(Buffer chunk) {
    Buffer out = encoder == null ? chunk : encoder.encode(chunk);
    if (out.length() > 0) {
      response.write(out);
    }
  }

  /**
   * Fields after the body (RFC 9110, 6.5): for HTTP/2, and for those that ask for them in HTTP/1.1.
   */
  void trailers(MultiMap trailers) {
    if (!isHttp1() || response.isChunked() && Headers.acceptsTrailers(request.headers())) {
      response.trailers().addAll(trailers);
      Headers.removeFromTrailers(response.trailers());
    }
  }

  /** Ends the answer, and the connection or stream with it where it cannot go on. */
  void end(Buffer last) {
    boolean whole = body.isComplete();
    discardBody();
    Buffer rest = encoder == null ? last : encoded(last);
    if (closing && isHttp1()) {
      end(rest, _ -> closeConnection(whole && clientLeaves));
    } else if (!whole && !isHttp1()) {
      end(rest, _ -> response.reset(NO_ERROR));
    } else {
      end(rest, null);
    }
  }

  /** Only a client that has sent all that it will can do without the time to read. */
  private void closeConnection(boolean silent) {
    if (silent) {
      request.connection().close();
    } else {
      ClientConnections.leave(request.connection());
    }
  }

  private Buffer encoded(Buffer last) {
    BodyEncoder coder = encoder;
    encoder = null;
    Buffer out = Buffer.buffer();
    if (last.length() > 0) {
      out.appendBuffer(coder.encode(last));
    }
    return out.appendBuffer(coder.finish());
  }

  /** Without a body HTTP/2 says in the head's own frame that this was all. */
  private void end(Buffer rest, Handler<AsyncResult<Void>> then) {
    if (rest.length() == 0) {
      response.end(then);
    } else {
      response.end(rest, then);
    }
  }

  private boolean isHttp1() {
    return request.version() != HttpVersion.HTTP_2;
  }

  /** Breaks the connection or stream off, so that half an answer is not taken for a whole one. */
  void breakOff() {
    close();
    if (!response.reset()) {
      request.connection().close();
    }
  }

  /** Lets go of what the body was encoded with. */
  void close() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }
}
