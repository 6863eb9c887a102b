package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.Standing;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/**
 * One conversation with an operator, from the Hello to its end. Only what an operator that leads
 * sends is applied; all of them hear what this gateway serves. Confined to one event loop.
 */
final class FleetStream {
  private static final Logger LOG = Logger.getLogger(FleetStream.class);
  private static final long PING_MILLIS = 5_000;
  private static final Buffer PING = Buffer.buffer("apifleet");

  private final Vertx vertx;
  private final OperatorCall call;
  private final String name;
  private final SnapshotApplier applier;
  private final ApplyMeters meters;
  private final Promise<Void> ended = Promise.promise();
  private Standing standing;
  private Ack unsent;
  private boolean awaitsPong;

  /** Opens conversations with the operator at one address. */
  interface Opener {
    Future<FleetStream> open();
  }

  FleetStream(
      Vertx vertx, OperatorCall call, String name, SnapshotApplier applier, ApplyMeters meters) {
    this.vertx = vertx;
    this.call = call;
    this.name = name;
    this.applier = applier;
    this.meters = meters;
  }

  /** Begins with a Hello, and with what this gateway cannot serve of what it has. */
  void start(String token) {
    call.listen(this::receive, this::end);
    call.onDrain(this::sendUnsent);
    call.connection().closeHandler(_ -> end("the connection is closed"));
    call.connection().goAwayHandler(_ -> end("the operator leaves"));
    greet(token);
    applier.said().ifPresent(this::send);
    long pings = vertx.setPeriodic(PING_MILLIS, _ -> ping());
    ended.future().onFailure(_ -> vertx.cancelTimer(pings));
  }

  /** Fails with the reason when the conversation is over. */
  Future<Void> ended() {
    return ended.future();
  }

  /** Says who this is; again whenever its token is another. */
  void greet(String token) {
    Hello.Builder hello = Hello.newBuilder().setToken(token);
    applier.serving().ifPresent(version -> hello.setVersion(Delta.message(version)));
    call.write(FromGateway.newBuilder().setHello(hello).build());
  }

  /** Where the operator does not read, the latest ack waits: it says all that those before said. */
  void send(Ack ack) {
    unsent = ack;
    sendUnsent();
  }

  private void sendUnsent() {
    if (unsent != null && !call.isFull()) {
      call.write(FromGateway.newBuilder().setAck(unsent).build());
      unsent = null;
    }
  }

  /** Whether the operator leads, as far as is known. */
  boolean mayLead() {
    return standing == null || standing.getLeads();
  }

  /** Whether the operator reads what is sent: load is not kept for one that does not. */
  boolean isRead() {
    return !call.isFull();
  }

  void send(LoadReport report) {
    call.write(FromGateway.newBuilder().setLoad(report).build());
  }

  private void receive(ToGateway message) {
    switch (message.getMessageCase()) {
      case DELTA -> take(message.getDelta());
      case STANDING -> stand(message.getStanding());
      case MESSAGE_NOT_SET -> {}
    }
  }

  private void stand(Standing now) {
    LOG.infof(
        "The operator at %s %s",
        name, now.getLeads() ? "leads in epoch " + now.getEpoch() : "stands by");
    standing = now;
    if (now.getLeads()) {
      applier.heardLeader(now.getEpoch());
    }
  }

  /** One at a time: the next message is read when this one is acked. */
  private void take(SnapshotDelta delta) {
    if (!mayLead()) {
      end("the operator sent a snapshot though it does not lead");
      return;
    }
    call.pause();
    applier
        .apply(delta, epoch(delta))
        .onSuccess(_ -> call.resume())
        .onFailure(
            e -> {
              if (e instanceof StaleEpochException) {
                meters.refused();
              }
              end(e);
            });
  }

  /** An operator that does not say whether it leads, since it is older, sends only when it does. */
  private long epoch(SnapshotDelta delta) {
    long ofVersion = delta.getVersion().getEpoch();
    return standing == null ? ofVersion : Math.max(standing.getEpoch(), ofVersion);
  }

  /** Without this, an operator whose machine is gone would be waited for until TCP gives up. */
  private void ping() {
    if (awaitsPong) {
      end("the operator does not answer pings");
      return;
    }
    awaitsPong = true;
    call.connection().ping(PING).onSuccess(_ -> awaitsPong = false);
  }

  private void end(String reason) {
    end(new IllegalStateException(reason));
  }

  private void end(Throwable reason) {
    if (ended.tryFail(reason)) {
      call.connection().close();
    }
  }
}
