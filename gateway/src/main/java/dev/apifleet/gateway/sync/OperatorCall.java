package dev.apifleet.gateway.sync;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.apifleet.snapshot.grpc.FleetConfigGrpc;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.function.Consumer;

/**
 * A call of the operator's gRPC method, in which messages go both ways. Vert.x's own client copies
 * all that has come of a message with each frame: gigabytes for a snapshot of ten thousand routes.
 */
final class OperatorCall {
  private static final int LARGEST_SNAPSHOT_BYTES = 256 * 1024 * 1024;
  private static final int OK = 200;
  private static final String STATUS = "grpc-status";
  private static final String METHOD = FleetConfigGrpc.getConnectMethod().getFullMethodName();

  private final HttpClientRequest request;
  private final MessageAssembly assembly = new MessageAssembly(LARGEST_SNAPSHOT_BYTES);
  private HttpClientResponse response;

  private OperatorCall(HttpClientRequest request) {
    this.request = request;
  }

  /** Begins a call, by a client of HTTP/2. */
  static Future<OperatorCall> open(HttpClient client, SocketAddress server) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(server)
            .setHost(server.host())
            .setPort(server.port())
            .setURI("/" + METHOD)
            .putHeader("content-type", "application/grpc")
            .putHeader("te", "trailers");
    return client.request(options).map(OperatorCall::new);
  }

  /** Listens from now on; the end is told with its reason, perhaps more than once. */
  void listen(Consumer<ToGateway> messages, Consumer<Throwable> end) {
    request.setChunked(true).exceptionHandler(end::accept);
    request.response().onSuccess(answer -> read(answer, messages, end)).onFailure(end::accept);
  }

  private void read(
      HttpClientResponse answer, Consumer<ToGateway> messages, Consumer<Throwable> end) {
    if (answer.statusCode() != OK) {
      end.accept(new IllegalStateException("the operator answers " + answer.statusCode()));
      return;
    }
    response = answer;
    answer.exceptionHandler(end::accept);
    answer.endHandler(
        _ ->
            end.accept(
                new IllegalStateException("the operator ended it with status " + status(answer))));
    answer.handler(
        piece -> {
          try {
            assembly.add(piece, whole -> messages.accept(parse(whole)));
          } catch (IllegalArgumentException e) {
            end.accept(e);
          }
        });
  }

  /** It is a header where the call ends without a message. */
  private static String status(HttpClientResponse answer) {
    String status = answer.getTrailer(STATUS);
    return status == null ? answer.getHeader(STATUS) : status;
  }

  private static ToGateway parse(byte[] message) {
    try {
      return ToGateway.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it sent no message: " + e.getMessage(), e);
    }
  }

  void write(FromGateway message) {
    byte[] bytes = message.toByteArray();
    request.write(
        Buffer.buffer(bytes.length + 5)
            .appendByte((byte) 0)
            .appendInt(bytes.length)
            .appendBytes(bytes));
  }

  /** Whether the operator does not take what was written yet. */
  boolean isFull() {
    return request.writeQueueFull();
  }

  /** Hears that the operator takes more again. */
  void onDrain(Runnable listener) {
    request.drainHandler(_ -> listener.run());
  }

  /** Nothing is read until it goes on; what has come already may still be told. */
  void pause() {
    response.pause();
  }

  void resume() {
    response.resume();
  }

  HttpConnection connection() {
    return request.connection();
  }
}
