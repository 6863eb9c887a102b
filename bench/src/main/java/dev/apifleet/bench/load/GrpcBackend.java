package dev.apifleet.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.concurrent.atomic.LongAdder;

/** A gRPC service in this process that answers a small message with a small one. */
final class GrpcBackend {
  private static final Buffer ANSWER = Buffer.buffer("x".repeat(128));

  /** Length and flag of a message, and a message of as many bytes. */
  static final Buffer QUESTION =
      Buffer.buffer().appendByte((byte) 0).appendInt(16).appendString("x".repeat(16));

  private final LongAdder served = new LongAdder();
  private final int port;

  GrpcBackend(Vertx vertx) {
    GrpcServer grpc = GrpcServer.server(vertx).callHandler(this::serve);
    HttpServer server = vertx.createHttpServer().requestHandler(grpc);
    port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
  }

  private void serve(GrpcServerRequest<Buffer, Buffer> call) {
    call.handler(
        _ -> {
          served.increment();
          call.response().end(ANSWER);
        });
  }

  int port() {
    return port;
  }

  /** Calls that were answered so far. */
  long served() {
    return served.sum();
  }
}
