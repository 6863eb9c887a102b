package dev.apifleet.bench.race;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.FleetConfigGrpc;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The operator's end of the stream to one gateway: publishes snapshots and hears of their fate. */
final class Publisher implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;

  private final BlockingQueue<Ack> acks = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private final int port;
  private volatile GrpcServerRequest<FromGateway, ToGateway> stream;
  private Snapshot published;
  private long counter;

  Publisher(Vertx vertx, Certificate certificate, Snapshot first) {
    published = first;
    GrpcServer grpc = GrpcServer.server(vertx);
    grpc.callHandler(FleetConfigGrpc.getConnectMethod(), this::connected);
    HttpServerOptions options =
        new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.keys());
    server = vertx.createHttpServer(options).requestHandler(grpc);
    port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
  }

  int port() {
    return port;
  }

  private void connected(GrpcServerRequest<FromGateway, ToGateway> connected) {
    stream = connected;
    connected.handler(
        message -> {
          switch (message.getMessageCase()) {
            case HELLO -> send(Delta.full(published, version()));
            case ACK -> acks.add(message.getAck());
            case LOAD, MESSAGE_NOT_SET -> {}
          }
        });
  }

  /**
   * Sends what has changed, and returns when the gateway serves it. It does not say from what,
   * since single resources may have changed in between.
   */
  void publish(Snapshot next) {
    Snapshot before = published;
    published = next;
    counter++;
    send(Delta.between(before, next, version()).toBuilder().clearBase().build());
    awaitAck(() -> true);
  }

  /**
   * The same with one resource that has changed. What was published is not looked at, so that it
   * costs this machine next to nothing: the version has a hash of its own.
   */
  void publish(Encoded changed) {
    counter++;
    Version version = new Version(1, counter, changed.hash() + "/" + counter);
    send(Delta.upsert(changed, version));
    awaitAck(() -> true);
  }

  /** A part that the gateway cannot serve is an error, as is its end before it serves. */
  void awaitAck(BooleanSupplier lives) {
    try {
      Ack ack = null;
      for (int i = 0; ack == null && i < PATIENCE_SECONDS && lives.getAsBoolean(); i++) {
        ack = acks.poll(1, TimeUnit.SECONDS);
      }
      if (ack == null || ack.getRejectedCount() > 0) {
        throw new IllegalStateException("the gateway does not serve all: " + ack);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Version version() {
    return new Version(1, counter, published.hash());
  }

  private void send(SnapshotDelta delta) {
    stream.response().write(ToGateway.newBuilder().setDelta(delta).build());
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}
