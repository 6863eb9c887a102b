package dev.apifleet.gateway.proxy;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.Set;

/** A response that nobody gets: it keeps its head and drops its body. */
final class SilentResponse implements HttpServerResponse {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  private final MultiMap trailers = MultiMap.caseInsensitiveMultiMap();

  /** Never completes: who then closed the connection would close somebody else's. */
  private final Future<Void> out = Promise.<Void>promise().future();

  private int status = 200;
  private boolean ended;

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public HttpServerResponse setStatusCode(int statusCode) {
    status = statusCode;
    return this;
  }

  @Override
  public String getStatusMessage() {
    return "";
  }

  @Override
  public HttpServerResponse setStatusMessage(String statusMessage) {
    return this;
  }

  @Override
  public HttpServerResponse setChunked(boolean chunked) {
    return this;
  }

  @Override
  public boolean isChunked() {
    return false;
  }

  @Override
  public MultiMap headers() {
    return headers;
  }

  @Override
  public HttpServerResponse putHeader(String name, String value) {
    headers.set(name, value);
    return this;
  }

  @Override
  public HttpServerResponse putHeader(CharSequence name, CharSequence value) {
    headers.set(name, value);
    return this;
  }

  @Override
  public HttpServerResponse putHeader(String name, Iterable<String> values) {
    headers.set(name, values);
    return this;
  }

  @Override
  public HttpServerResponse putHeader(CharSequence name, Iterable<CharSequence> values) {
    headers.set(name, values);
    return this;
  }

  @Override
  public MultiMap trailers() {
    return trailers;
  }

  @Override
  public HttpServerResponse putTrailer(String name, String value) {
    return this;
  }

  @Override
  public HttpServerResponse putTrailer(CharSequence name, CharSequence value) {
    return this;
  }

  @Override
  public HttpServerResponse putTrailer(String name, Iterable<String> values) {
    return this;
  }

  @Override
  public HttpServerResponse putTrailer(CharSequence name, Iterable<CharSequence> value) {
    return this;
  }

  @Override
  public HttpServerResponse exceptionHandler(Handler<Throwable> handler) {
    return this;
  }

  @Override
  public HttpServerResponse setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public HttpServerResponse drainHandler(Handler<Void> handler) {
    return this;
  }

  @Override
  public HttpServerResponse closeHandler(@Nullable Handler<Void> handler) {
    return this;
  }

  @Override
  public HttpServerResponse endHandler(@Nullable Handler<Void> handler) {
    return this;
  }

  @Override
  public HttpServerResponse headersEndHandler(@Nullable Handler<Void> handler) {
    return this;
  }

  @Override
  public HttpServerResponse bodyEndHandler(@Nullable Handler<Void> handler) {
    return this;
  }

  @Override
  public Future<Void> writeHead() {
    return out;
  }

  @Override
  public Future<Void> write(String chunk, String encoding) {
    return out;
  }

  @Override
  public void write(String chunk, String encoding, Handler<AsyncResult<Void>> handler) {}

  @Override
  public Future<Void> write(String chunk) {
    return out;
  }

  @Override
  public void write(String chunk, Handler<AsyncResult<Void>> handler) {}

  @Override
  public Future<Void> write(Buffer data) {
    return out;
  }

  @Override
  public void write(Buffer data, Handler<AsyncResult<Void>> handler) {}

  @Override
  public HttpServerResponse writeContinue() {
    return this;
  }

  @Override
  public Future<Void> writeEarlyHints(MultiMap hints) {
    return out;
  }

  @Override
  public void writeEarlyHints(MultiMap hints, Handler<AsyncResult<Void>> handler) {}

  @Override
  public Future<Void> end() {
    ended = true;
    return out;
  }

  @Override
  public void end(Handler<AsyncResult<Void>> handler) {
    ended = true;
  }

  @Override
  public Future<Void> end(String chunk) {
    return end();
  }

  @Override
  public void end(String chunk, Handler<AsyncResult<Void>> handler) {
    ended = true;
  }

  @Override
  public Future<Void> end(String chunk, String encoding) {
    return end();
  }

  @Override
  public void end(String chunk, String encoding, Handler<AsyncResult<Void>> handler) {
    ended = true;
  }

  @Override
  public Future<Void> end(Buffer chunk) {
    return end();
  }

  @Override
  public void end(Buffer chunk, Handler<AsyncResult<Void>> handler) {
    ended = true;
  }

  @Override
  public Future<Void> sendFile(String filename, long offset, long length) {
    return end();
  }

  @Override
  public HttpServerResponse sendFile(
      String filename, long offset, long length, Handler<AsyncResult<Void>> handler) {
    ended = true;
    return this;
  }

  @Override
  public void close() {
    ended = true;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean closed() {
    return ended;
  }

  @Override
  public boolean headWritten() {
    return ended;
  }

  @Override
  public long bytesWritten() {
    return 0;
  }

  @Override
  public int streamId() {
    return -1;
  }

  @Override
  public Future<HttpServerResponse> push(
      HttpMethod method, String host, String path, MultiMap pushed) {
    return Future.failedFuture("nobody listens");
  }

  @Override
  public Future<HttpServerResponse> push(
      HttpMethod method, HostAndPort authority, String path, MultiMap pushed) {
    return Future.failedFuture("nobody listens");
  }

  @Override
  public boolean reset(long code) {
    ended = true;
    return true;
  }

  @Override
  public HttpServerResponse writeCustomFrame(int type, int flags, Buffer payload) {
    return this;
  }

  @Override
  public HttpServerResponse addCookie(Cookie cookie) {
    return this;
  }

  @Override
  public @Nullable Cookie removeCookie(String name, boolean invalidate) {
    return null;
  }

  @Override
  public Set<Cookie> removeCookies(String name, boolean invalidate) {
    return Set.of();
  }

  @Override
  public @Nullable Cookie removeCookie(
      String name, String domain, String path, boolean invalidate) {
    return null;
  }
}
