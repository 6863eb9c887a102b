package dev.apifleet.apiserver.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.problem.Problem;
import io.quarkus.websockets.next.CloseReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the server says over a WebSocket. */
record SocketReplies(ObjectMapper json) {

  String notice(String id, Notice notice) {
    String place = ",\"id\":" + write(id) + ",\"position\":" + notice.position();
    return switch (notice) {
      case Told told -> "{\"type\":\"change\"" + place + ",\"change\":" + told.json() + "}";
      case Notice.Beat beat -> "{\"type\":\"position\"" + place + "}";
      case Notice.Reset reset -> "{\"type\":\"reset\"" + place + "}";
    };
  }

  String unsubscribed(String id) {
    return "{\"type\":\"unsubscribed\",\"id\":" + write(id) + "}";
  }

  String pong() {
    return "{\"type\":\"pong\"}";
  }

  String error(Problem problem) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("type", "error");
    said.put("error", problem.error());
    said.put("detail", problem.detail());
    if (problem.field() != null) {
      said.put("field", problem.field());
    }
    return write(said);
  }

  /** Codes of RFC 6455 and its registry: 1001 going away, 1008 policy, 1013 try again later. */
  CloseReason close(StreamEnded.Reason reason) {
    return switch (reason) {
      case LEAVING -> new CloseReason(1001, reason.code());
      case EXPIRED, REVOKED -> new CloseReason(1008, reason.code());
      case TOO_SLOW, MISSED -> new CloseReason(1013, reason.code());
    };
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
