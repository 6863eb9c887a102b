package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.FromGateway;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.Standing;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One call of Connect: a Hello whose token is reviewed, then acks, load and new tokens, while this
 * operator's standing goes down, and deltas if it leads. Who does not prove to be a gateway is told
 * so, and nothing else.
 */
final class Session {
  private static final Logger LOG = Logger.getLogger(Session.class);

  /** For the last words on a connection; what is not read by then never will be. */
  private static final long FAREWELL_MILLIS = 1_000;

  private final Vertx vertx;
  private final GrpcServerResponse<FromGateway, ToGateway> response;
  private final GrpcServerRequest<FromGateway, ToGateway> request;
  private final Sessions sessions;
  private final GatewayStream stream = new GatewayStream(this::known);
  private final Authentication authentication;
  private final Context context;
  private final String source;
  private final long helloTimer;
  private long ackTimer = -1;
  private GatewayId gateway;
  private Optional<Version> serving = Optional.empty();
  private Standing told;
  private boolean greeted;
  private boolean ended;

  Session(Vertx vertx, GrpcServerRequest<FromGateway, ToGateway> request, Sessions sessions) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.sessions = sessions;
    this.context = vertx.getOrCreateContext();
    this.source = request.connection().remoteAddress().hostAddress();
    this.authentication = new Authentication(vertx, sessions, this::open, this::refuse);
    this.helloTimer =
        vertx.setTimer(sessions.patience().hello().toMillis(), _ -> refuse("no Hello in time"));
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
    context.runOnContext(_ -> goOn());
  }

  /** Ends the call and its connection; the gateway may dial again. */
  void end() {
    context.runOnContext(
        _ -> {
          close(GrpcStatus.UNAVAILABLE);
          request.connection().shutdown(FAREWELL_MILLIS);
        });
  }

  private void received(FromGateway message) {
    switch (message.getMessageCase()) {
      case HELLO -> hello(message.getHello());
      case ACK -> authenticated(() -> acked(message.getAck()));
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

  /** Nothing is read until the first token has been reviewed. */
  private void hello(Hello hello) {
    if (!greeted) {
      greeted = true;
      vertx.cancelTimer(helloTimer);
      request.pause();
      serving =
          hello.hasVersion() ? Optional.of(Delta.version(hello.getVersion())) : Optional.empty();
    }
    authentication.show(hello.getToken());
  }

  private void open(GatewayId id) {
    gateway = id;
    serving.ifPresent(stream::serves);
    sessions.opened(id, serving, this);
    request.resume();
    goOn();
  }

  private void acked(Ack ack) {
    stream.serves(Delta.version(ack.getVersion()));
    if (!stream.awaitsAck()) {
      vertx.cancelTimer(ackTimer);
    }
    sessions.acked(gateway, ack);
    goOn();
  }

  private void goOn() {
    if (ended || gateway == null) {
      return;
    }
    Standing standing = sessions.standing();
    if (!standing.equals(told)) {
      told = standing;
      response.write(ToGateway.newBuilder().setStanding(standing).build());
    }
    if (standing.getLeads()) {
      deliver();
    }
  }

  /** To who does not read what was written already nothing more is written. */
  private void deliver() {
    if (response.writeQueueFull()) {
      response.drainHandler(_ -> goOn());
    } else {
      sessions.latest(gateway).flatMap(stream::next).ifPresent(this::send);
    }
  }

  private void send(Delivery delivery) {
    response.writeMessage(
        GrpcMessage.message("identity", sessions.messages().of(gateway.fleet(), delivery)));
    ackTimer = vertx.setTimer(sessions.patience().ack().toMillis(), _ -> tooLate(delivery));
  }

  private void tooLate(Delivery delivery) {
    LOG.warnf(
        "%s of fleet %s has not acked version %s for %d s; its stream ends, so that it begins anew",
        gateway.pod(),
        gateway.fleet(),
        delivery.target().version().label(),
        sessions.patience().ack().toSeconds());
    finished();
    request.connection().close(); // frees what it does not read
  }

  private Optional<Published> known(String hash) {
    return sessions.known(gateway, hash);
  }

  private void refuse(String reason) {
    refuse(GrpcStatus.UNAUTHENTICATED, reason);
  }

  private void refuse(GrpcStatus status, String reason) {
    LOG.warnf("ended the stream from %s: %s", request.connection().remoteAddress(), reason);
    close(status);
    if (gateway == null) {
      request.connection().shutdown(FAREWELL_MILLIS); // another try costs another handshake
    }
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
    vertx.cancelTimer(ackTimer);
    authentication.end();
    sessions.closed(Optional.ofNullable(gateway), this);
  }
}
