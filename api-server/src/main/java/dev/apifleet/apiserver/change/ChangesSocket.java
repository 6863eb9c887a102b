package dev.apifleet.apiserver.change;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Changes over WebSockets, in the same way and to the same readers as server-sent events. */
@WebSocket(path = "/api/{version}/ws")
@Singleton
public class ChangesSocket {

  private static final TypedKey<Conversation> CONVERSATION = new TypedKey<>("changes");

  private final Streams streams;
  private final SecurityIdentity identity;
  private final SocketReplies replies;
  private final Clock clock;

  ChangesSocket(Streams streams, SecurityIdentity identity, ObjectMapper json, Clock clock) {
    this.streams = streams;
    this.identity = identity;
    this.replies = new SocketReplies(json);
    this.clock = clock;
  }

  @OnOpen
  Uni<Void> open(WebSocketConnection connection) {
    Caller caller = Caller.of(identity);
    try {
      Admission.Slot slot = streams.enter(caller);
      Conversation conversation =
          new Conversation(
              connection, streams, caller, Validity.of(identity), slot, replies, clock);
      connection.userData().put(CONVERSATION, conversation);
      conversation.begin();
      return Uni.createFrom().voidItem();
    } catch (ProblemException full) {
      return connection.close(new CloseReason(1013, full.problem().error()));
    }
  }

  @OnTextMessage
  Uni<Void> heed(String text, WebSocketConnection connection) {
    Conversation conversation = connection.userData().get(CONVERSATION);
    return conversation == null ? Uni.createFrom().voidItem() : conversation.heed(text);
  }

  @OnPongMessage
  void pong(Buffer payload, WebSocketConnection connection) {
    Conversation conversation = connection.userData().get(CONVERSATION);
    if (conversation != null) {
      conversation.heard();
    }
  }

  @OnClose
  void close(WebSocketConnection connection) {
    Conversation conversation = connection.userData().get(CONVERSATION);
    if (conversation != null) {
      conversation.end();
    }
  }

  /** A broken frame or connection. */
  @OnError
  Uni<Void> broken(Throwable failure, WebSocketConnection connection) {
    return connection.isClosed()
        ? Uni.createFrom().voidItem()
        : connection.close(new CloseReason(1002, "protocol-error"));
  }
}
