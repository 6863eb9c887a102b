package dev.apifleet.operator.deliver;

import dev.apifleet.operator.trust.ServerIdentity;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.FleetConfigGrpc;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.Standing;
import dev.apifleet.snapshot.grpc.ToGateway;
import dev.apifleet.snapshot.grpc.Version;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway's end of the stream, over real TLS, that does what the test says. */
public final class FakeGateway implements AutoCloseable {
  private static final ServiceMethod<ToGateway, FromGateway> CONNECT =
      ServiceMethod.client(
          ServiceName.create(FleetConfigGrpc.SERVICE_NAME),
          "Connect",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(ToGateway.parser()));

  private final GrpcClient client;
  private final GrpcClientRequest<FromGateway, ToGateway> request;
  private final BlockingQueue<SnapshotDelta> deltas = new LinkedBlockingQueue<>();
  private final BlockingQueue<Standing> standings = new LinkedBlockingQueue<>();
  private final CompletableFuture<GrpcStatus> end = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile boolean acking;
  private volatile boolean deaf;

  public FakeGateway(Vertx vertx, int port, String caPem) {
    client =
        GrpcClient.client(
            vertx,
            new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(caPem))));
    request =
        client
            .request(SocketAddress.inetSocketAddress(operatorAt(port)), CONNECT)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    request.connection().closeHandler(_ -> closed.complete(null));
    request.response().onSuccess(this::listen).onFailure(end::completeExceptionally);
  }

  /** This machine, by the name that the operator's certificate is for. */
  private static InetSocketAddress operatorAt(int port) {
    try {
      byte[] loopback = InetAddress.getLoopbackAddress().getAddress();
      return new InetSocketAddress(
          InetAddress.getByAddress(ServerIdentity.SERVICE, loopback), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private void listen(GrpcClientResponse<FromGateway, ToGateway> response) {
    response.handler(this::received);
    response.exceptionHandler(end::completeExceptionally);
    response.endHandler(_ -> end.complete(response.status()));
    if (deaf) {
      response.pause();
    }
  }

  private void received(ToGateway message) {
    switch (message.getMessageCase()) {
      case STANDING -> standings.add(message.getStanding());
      case DELTA -> received(message.getDelta());
      case MESSAGE_NOT_SET -> throw new AssertionError("an empty message");
    }
  }

  private void received(SnapshotDelta delta) {
    deltas.add(delta);
    if (acking) {
      ack(delta);
    }
  }

  /** Says hello with a token. */
  public FakeGateway hello(String token) {
    request.write(FromGateway.newBuilder().setHello(Hello.newBuilder().setToken(token)).build());
    return this;
  }

  /** Says hello with a token, and what it serves. */
  public FakeGateway hello(String token, Version serving) {
    request.write(
        FromGateway.newBuilder()
            .setHello(Hello.newBuilder().setToken(token).setVersion(serving))
            .build());
    return this;
  }

  /** Reads nothing of what comes. */
  FakeGateway deaf() {
    deaf = true;
    return this;
  }

  /** From now on acks whatever comes. */
  public FakeGateway ackAll() {
    acking = true;
    return this;
  }

  public void ack(SnapshotDelta delta) {
    request.write(
        FromGateway.newBuilder().setAck(Ack.newBuilder().setVersion(delta.getVersion())).build());
  }

  void load(LoadReport report) {
    request.write(FromGateway.newBuilder().setLoad(report).build());
  }

  /** The next delta. */
  public SnapshotDelta next() throws InterruptedException {
    SnapshotDelta delta = deltas.poll(5, TimeUnit.SECONDS);
    if (delta == null) {
      throw new AssertionError("no delta within 5 s");
    }
    return delta;
  }

  /** What the operator says next of whether it leads. */
  public Standing standing() throws InterruptedException {
    Standing standing = standings.poll(5, TimeUnit.SECONDS);
    if (standing == null) {
      throw new AssertionError("not told within 5 s whether it leads");
    }
    return standing;
  }

  boolean gotNothing() {
    return deltas.isEmpty() && standings.isEmpty();
  }

  boolean gotNoDelta() {
    return deltas.isEmpty();
  }

  /** How the call ended. */
  GrpcStatus status() {
    return end.orTimeout(8, TimeUnit.SECONDS).join();
  }

  /** Completes when the operator has ended the connection. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  @Override
  public void close() {
    client.close();
  }
}
