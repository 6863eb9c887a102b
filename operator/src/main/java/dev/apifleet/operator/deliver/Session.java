package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One call of Connect: a Hello whose token is reviewed, then acks and load, while deltas go down.
 * Who does not prove to be a gateway is told so, and nothing else.
 */
final class Session {
  private static final Logger LOG = Logger.getLogger(Session.class);
  private static final long HELLO_WITHIN_MILLIS = 5_000;

  private final Vertx vertx;
  private final GrpcServerResponse<FromGateway, ToGateway> response;
  private final GrpcServerRequest<FromGateway, ToGateway> request;
  private final Sessions sessions;
  private final GatewayStream stream = new GatewayStream(this::send);
  private final Context context;
  private final String source;
  private final long helloTimer;
  private GatewayId gateway;
  private boolean greeted;
  private boolean ended;

  Session(Vertx vertx, GrpcServerRequest<FromGateway, ToGateway> request, Sessions sessions) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.sessions = sessions;
    this.context = vertx.getOrCreateContext();
    this.source = request.connection().remoteAddress().hostAddress();
    this.helloTimer = vertx.setTimer(HELLO_WITHIN_MILLIS, _ -> refuse("no Hello within 5 s"));
    request.handler(this::received);
    request.endHandler(_ -> close(GrpcStatus.OK));
    request.exceptionHandler(_ -> finished());
    response.exceptionHandler(_ -> finished());
  }

  /** The address that it comes from: of a pod, or of a node with many behind it. */
  String source() {
    return source;
  }

  /** There may be something new for this gateway. */
  void refresh() {
    context.runOnContext(_ -> offerLatest());
  }

  /** Ends the call; the gateway may dial again. */
  void end() {
    context.runOnContext(_ -> close(GrpcStatus.UNAVAILABLE));
  }

  private void received(FromGateway message) {
    switch (message.getMessageCase()) {
      case HELLO -> hello(message.getHello());
      case ACK -> authenticated(() -> stream.acked(message.getAck()).ifPresent(this::acked));
      case LOAD -> authenticated(() -> sessions.load(gateway, message.getLoad()));
      case MESSAGE_NOT_SET -> LOG.debug("a message of a later version was left alone");
    }
  }

  private void authenticated(Runnable action) {
    if (gateway == null) {
      refuse("the first message was not a Hello");
    } else if (!ended) {
      action.run();
    }
  }

  private void hello(Hello hello) {
    if (greeted) {
      close(GrpcStatus.FAILED_PRECONDITION);
      return;
    }
    greeted = true;
    vertx.cancelTimer(helloTimer);
    request.pause();
    vertx
        .executeBlocking(() -> sessions.identify(hello.getToken()), false)
        .onSuccess(found -> found.ifPresentOrElse(id -> open(id, hello), this::refuseToken))
        .onFailure(this::reviewFailed);
  }

  private void open(GatewayId id, Hello hello) {
    if (ended) {
      return;
    }
    gateway = id;
    Optional<Version> serving =
        hello.hasVersion() ? Optional.of(Delta.version(hello.getVersion())) : Optional.empty();
    sessions.opened(id, serving, this);
    request.resume();
    offerLatest();
  }

  private void offerLatest() {
    if (!ended) {
      sessions.latest(gateway).ifPresent(stream::offer);
    }
  }

  private void acked(PodAck ack) {
    sessions.acked(gateway, ack);
  }

  private void send(SnapshotDelta delta) {
    response.write(ToGateway.newBuilder().setDelta(delta).build());
  }

  private void refuseToken() {
    refuse("its token proves no gateway of an existing fleet");
  }

  private void refuse(String reason) {
    LOG.warnf("refused %s: %s", request.connection().remoteAddress(), reason);
    close(GrpcStatus.UNAUTHENTICATED);
  }

  private void reviewFailed(Throwable failure) {
    LOG.warnf("a gateway's token could not be reviewed: %s", failure.getMessage());
    close(GrpcStatus.UNAVAILABLE);
  }

  private void close(GrpcStatus status) {
    if (!ended) {
      response.status(status).end();
      finished();
    }
  }

  private void finished() {
    if (ended) {
      return;
    }
    ended = true;
    vertx.cancelTimer(helloTimer);
    sessions.closed(Optional.ofNullable(gateway), this);
  }
}
