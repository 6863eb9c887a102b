package dev.apifleet.apiserver.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.util.List;
import java.util.Set;

/**
 * What a client says over a WebSocket.
 *
 * @param type {@code subscribe}, {@code unsubscribe} or {@code ping}
 * @param id the client's name for the subscription
 * @param types which types of things it wants; none: all
 * @param ids which things it wants; none: all
 * @param after the position to resume from; none: from now on
 */
record SocketMessage(String type, String id, List<String> types, List<Long> ids, Long after) {

  static final String TYPES = "type must be subscribe, unsubscribe or ping.";

  private static final int LONGEST_ID = 64;

  static SocketMessage read(ObjectMapper json, String text) {
    try {
      SocketMessage message = json.readValue(text, SocketMessage.class);
      if (message == null || message.type == null) {
        throw invalid("type", TYPES);
      }
      return message;
    } catch (JsonProcessingException malformed) {
      throw new ProblemException(
          Problem.of(400, "malformed-json", "The message is not JSON of the shape asked for."));
    }
  }

  String checkedId() {
    if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
      throw invalid("id", "id must be a text of 1 to " + LONGEST_ID + " characters.");
    }
    return id;
  }

  long checkedAfter() {
    if (after != null && after < 0) {
      throw invalid("after", "after must be a position that you were told.");
    }
    return after == null ? -1 : after;
  }

  ChangeFilter filter() {
    List<String> wantedTypes = types == null ? List.of() : types;
    List<Long> wantedIds = ids == null ? List.of() : ids;
    if (wantedTypes.size() > EventsEndpoint.MOST_TYPES
        || !wantedTypes.stream().allMatch(SocketMessage::isType)) {
      throw invalid("types", "types must be at most 10 names such as resource.");
    }
    if (wantedIds.size() > EventsEndpoint.MOST_IDS
        || !wantedIds.stream().allMatch(one -> one != null && one >= 0)) {
      throw invalid("ids", "ids must be at most 100 numbers.");
    }
    return new ChangeFilter(Set.copyOf(wantedTypes), Set.copyOf(wantedIds));
  }

  private static boolean isType(String name) {
    return name != null && name.matches(EventsEndpoint.TYPE);
  }

  static ProblemException invalid(String field, String detail) {
    return new ProblemException(Problem.invalid(field, detail));
  }
}
