package dev.apifleet.apiserver.change;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Locale;

/** Writes notices as server-sent events. */
record SseEvents(Sse sse) {

  private static final long RETRY_MILLIS = 2000;

  OutboundSseEvent of(Notice notice) {
    String id = Long.toString(notice.position());
    return switch (notice) {
      case Told told ->
          sse.newEventBuilder()
              .id(id)
              .name(told.change().action().name().toLowerCase(Locale.ROOT))
              .data(told.json())
              .build();
      // an id without data counts: who follows little can still resume from lately
      case Notice.Beat beat ->
          sse.newEventBuilder().comment("").id(id).reconnectDelay(RETRY_MILLIS).build();
      case Notice.Reset reset ->
          sse.newEventBuilder()
              .id(id)
              .name("reset")
              .data("{\"position\":" + reset.position() + "}")
              .build();
    };
  }

  OutboundSseEvent end(StreamEnded ended) {
    StreamEnded.Reason reason = ended.reason();
    return sse.newEventBuilder()
        .name("end")
        .reconnectDelay(RETRY_MILLIS)
        .data("{\"error\":\"%s\",\"detail\":\"%s\"}".formatted(reason.code(), reason.detail()))
        .build();
  }
}
