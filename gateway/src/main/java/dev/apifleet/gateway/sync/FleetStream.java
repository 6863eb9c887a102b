package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** One conversation with the operator, from the Hello to its end. Confined to one event loop. */
final class FleetStream {
  private static final long REPORT_MILLIS = 1_000;
  private static final long SURGE_MILLIS = 200;
  private static final long PING_MILLIS = 5_000;
  private static final Buffer PING = Buffer.buffer("apifleet");

  private final Vertx vertx;
  private final OperatorCall call;
  private final SnapshotApplier applier;
  private final ApplyMeters meters;
  private final LoadReporter load;
  private final Runnable onApplied;
  private final Promise<Void> ended = Promise.promise();
  private boolean awaitsPong;

  FleetStream(
      Vertx vertx,
      OperatorCall call,
      SnapshotApplier applier,
      ApplyMeters meters,
      LoadReporter load,
      Runnable onApplied) {
    this.vertx = vertx;
    this.call = call;
    this.applier = applier;
    this.meters = meters;
    this.load = load;
    this.onApplied = onApplied;
  }

  /** Begins; the future fails with the reason when the conversation is over. */
  Future<Void> start(Hello hello) {
    call.listen(this::receive, this::end);
    call.connection().closeHandler(_ -> end("the connection is closed"));
    call.connection().goAwayHandler(_ -> end("the operator leaves"));
    call.write(FromGateway.newBuilder().setHello(hello).build());
    applier.onLateAck(this::send);
    long reports = vertx.setPeriodic(REPORT_MILLIS, _ -> report());
    long surges = vertx.setPeriodic(SURGE_MILLIS, _ -> reportSurge());
    long pings = vertx.setPeriodic(PING_MILLIS, _ -> ping());
    return ended
        .future()
        .onComplete(
            _ -> {
              vertx.cancelTimer(reports);
              vertx.cancelTimer(surges);
              vertx.cancelTimer(pings);
            });
  }

  /** One message at a time: the next is read when this one is acked. */
  private void receive(ToGateway message) {
    switch (message.getMessageCase()) {
      case DELTA -> {
        call.pause();
        apply(message.getDelta())
            .onSuccess(
                ack -> {
                  send(ack);
                  call.resume();
                });
      }
      case MESSAGE_NOT_SET -> {}
    }
  }

  private void send(Ack ack) {
    call.write(FromGateway.newBuilder().setAck(ack).build());
  }

  private Future<Ack> apply(SnapshotDelta delta) {
    return applier
        .apply(delta)
        .onSuccess(_ -> onApplied.run())
        .onFailure(
            e -> {
              if (e instanceof StaleEpochException) {
                meters.refused();
              }
              end(e);
            });
  }

  private void reportSurge() {
    if (load.hasSurged()) {
      report();
    }
  }

  private void report() {
    if (!call.isFull()) {
      call.write(FromGateway.newBuilder().setLoad(load.report()).build());
    }
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
