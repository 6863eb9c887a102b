package dev.apifleet.gateway.fleet;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.FleetConfigGrpc;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.Standing;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An operator as a gateway sees it: takes streams, sends what the test says, keeps what comes. */
public final class FakeOperator {
  public final BlockingQueue<Hello> hellos = new LinkedBlockingQueue<>();
  public final BlockingQueue<Ack> acks = new LinkedBlockingQueue<>();
  public final BlockingQueue<LoadReport> loads = new LinkedBlockingQueue<>();
  public final BlockingQueue<Throwable> brokenHandshakes = new LinkedBlockingQueue<>();

  /** How many streams were opened. */
  public final AtomicInteger streams = new AtomicInteger();

  private final Vertx vertx;
  private final Supplier<SnapshotDelta> onHello;
  private volatile HttpServer server;
  private volatile GrpcServerRequest<FromGateway, ToGateway> stream;
  private volatile Standing standing;

  /** What a gateway is sent when it says hello; null for nothing. */
  public FakeOperator(Vertx vertx, Supplier<SnapshotDelta> onHello) {
    this.vertx = vertx;
    this.onHello = onHello;
  }

  /** Listens with a certificate; returns the port, which is any free one for 0. */
  public int start(int port, Certificate certificate) {
    return start("127.0.0.1", port, certificate);
  }

  /** Listens at one of this machine's addresses. */
  public int start(String host, int port, Certificate certificate) {
    GrpcServer grpc = GrpcServer.server(vertx);
    grpc.callHandler(FleetConfigGrpc.getConnectMethod(), this::connected);
    server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(certificate.keys()));
    server.requestHandler(grpc).exceptionHandler(brokenHandshakes::add);
    return Waiting.on(server.listen(port, host)).actualPort();
  }

  private void connected(GrpcServerRequest<FromGateway, ToGateway> connected) {
    stream = connected;
    streams.incrementAndGet();
    connected.handler(
        message -> {
          switch (message.getMessageCase()) {
            case HELLO -> greet(message.getHello());
            case ACK -> acks.add(message.getAck());
            case LOAD -> loads.add(message.getLoad());
            case MESSAGE_NOT_SET -> {}
          }
        });
  }

  private void greet(Hello hello) {
    if (standing != null) {
      send(standing);
    }
    hellos.add(hello);
    SnapshotDelta first = onHello.get();
    if (first != null) {
      send(first);
    }
  }

  public void send(SnapshotDelta delta) {
    stream.response().write(ToGateway.newBuilder().setDelta(delta).build());
  }

  private void send(Standing now) {
    stream.response().write(ToGateway.newBuilder().setStanding(now).build());
  }

  /** Says, now and at each Hello, that it leads in this epoch. */
  public void lead(long epoch) {
    stand(Standing.newBuilder().setLeads(true).setEpoch(epoch).build());
  }

  /** Says, now and at each Hello, that it does not lead. */
  public void standBy() {
    stand(Standing.getDefaultInstance());
  }

  private void stand(Standing now) {
    standing = now;
    if (stream != null) {
      send(now);
    }
  }

  /** Reads nothing from now on. */
  public void pause() {
    stream.pause();
  }

  public void resume() {
    stream.resume();
  }

  /** Shows another certificate from now on; streams live on. */
  public void renew(Certificate certificate) {
    Waiting.on(
        server.updateSSLOptions(
            new SSLOptions().setUseAlpn(true).setKeyCertOptions(certificate.keys())));
  }

  /** Ends the stream. */
  public void hangUp() {
    stream.connection().close();
  }

  /** The next ack of this version, whatever was acked before. */
  public Ack awaitAck(Version version) {
    Ack ack = next(acks);
    while (!Delta.version(ack.getVersion()).equals(version)) {
      ack = next(acks);
    }
    return ack;
  }

  /** The next of what came up the stream. */
  public static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came from the gateway within 20 s");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Is gone at once, as in a crash. */
  public void stop() {
    Waiting.on(server.close());
  }
}
