package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One client's WebSocket: subscriptions to changes, each by the client's own name for it. */
final class Conversation {

  private static final int MOST_SUBSCRIPTIONS = 10;
  private static final Duration SILENCE = Duration.ofSeconds(45);

  /** The stream that says nothing but that time goes by, and when it is over. */
  private static final ChangeFilter NOTHING = new ChangeFilter(Set.of(""), Set.of());

  private final WebSocketConnection connection;
  private final Streams streams;
  private final Caller caller;
  private final Validity validity;
  private final Admission.Slot slot;
  private final SocketReplies replies;
  private final Clock clock;
  private final SocketRate rate = new SocketRate();
  private final Map<String, Cancellable> subscriptions = new ConcurrentHashMap<>();
  private volatile Cancellable lifeline = () -> {};
  private volatile Instant heard;

  Conversation(
      WebSocketConnection connection,
      Streams streams,
      Caller caller,
      Validity validity,
      Admission.Slot slot,
      SocketReplies replies,
      Clock clock) {
    this.connection = connection;
    this.streams = streams;
    this.caller = caller;
    this.validity = validity;
    this.slot = slot;
    this.replies = replies;
    this.clock = clock;
    this.heard = clock.instant();
  }

  void begin() {
    lifeline = stream(NOTHING, -1, notice -> beat());
  }

  Uni<Void> heed(String text) {
    heard();
    if (!rate.permits(heard)) {
      return connection.close(new CloseReason(1008, "too-many-messages"));
    }
    try {
      return answer(SocketMessage.read(replies.json(), text));
    } catch (ProblemException refused) {
      return connection.sendText(replies.error(refused.problem()));
    }
  }

  void heard() {
    heard = clock.instant();
  }

  void end() {
    lifeline.cancel();
    subscriptions.values().forEach(Cancellable::cancel);
    slot.back().run();
  }

  private Uni<Void> answer(SocketMessage message) {
    return switch (message.type()) {
      case "subscribe" -> subscribe(message);
      case "unsubscribe" -> unsubscribe(message.checkedId());
      case "ping" -> connection.sendText(replies.pong());
      default -> throw SocketMessage.invalid("type", SocketMessage.TYPES);
    };
  }

  /** What answers is the stream itself, whose first notice tells its place. */
  private Uni<Void> subscribe(SocketMessage message) {
    String id = message.checkedId();
    ChangeFilter filter = message.filter();
    long after = message.checkedAfter();
    if (subscriptions.containsKey(id)) {
      throw SocketMessage.invalid("id", "id names a subscription already.");
    }
    if (subscriptions.size() == MOST_SUBSCRIPTIONS) {
      throw new ProblemException(
          Problem.of(
              429, "too-many-subscriptions", "At most " + MOST_SUBSCRIPTIONS + " subscriptions."));
    }
    subscriptions.put(
        id, stream(filter, after, notice -> connection.sendText(replies.notice(id, notice))));
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> unsubscribe(String id) {
    Cancellable subscription = subscriptions.remove(id);
    if (subscription == null) {
      throw SocketMessage.invalid("id", "id names no subscription.");
    }
    subscription.cancel();
    return connection.sendText(replies.unsubscribed(id));
  }

  private Uni<Void> beat() {
    return clock.instant().isAfter(heard.plus(SILENCE))
        ? connection.close(new CloseReason(1001, "silent"))
        : connection.sendPing(Buffer.buffer());
  }

  private Cancellable stream(ChangeFilter filter, long after, Function<Notice, Uni<Void>> send) {
    return streams
        .open(filter, caller, after, validity)
        .onItem()
        .transformToUniAndConcatenate(send::apply)
        .subscribe()
        .with(sent -> {}, this::ended);
  }

  private void ended(Throwable failure) {
    CloseReason reason =
        failure instanceof StreamEnded ended
            ? replies.close(ended.reason())
            : CloseReason.INTERNAL_SERVER_ERROR;
    if (connection.isOpen()) {
      connection.close(reason).subscribe().with(done -> {}, gone -> {});
    }
  }
}
