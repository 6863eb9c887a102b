package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Changes as server-sent events. Everybody may read those of what is public; what has an owner goes
 * to the owner alone, and to those who may read what is others'.
 */
@Path(SameInBothVersions.API + "/events")
@Tag(name = "changes")
public class EventsEndpoint {

  static final String TYPE = "^[a-z][a-z0-9-]{0,31}$";
  static final String NUMBER = "^[0-9]{1,18}$";
  static final int MOST_TYPES = 10;
  static final int MOST_IDS = 100;

  private static final long GOODBYE_MILLIS = 3000;

  private final Streams streams;
  private final SecurityIdentity identity;
  private final SseEvents events;
  private final Vertx vertx;

  EventsEndpoint(Streams streams, SecurityIdentity identity, Sse sse, Vertx vertx) {
    this.streams = streams;
    this.identity = identity;
    this.events = new SseEvents(sse);
    this.vertx = vertx;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(summary = "Streams changes as they happen; does not end by itself")
  @APIResponse(
      responseCode = "200",
      description = "Events `created`, `updated`, `deleted`, `reset`, `end`",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING)))
  public Multi<OutboundSseEvent> events(
      @RestQuery("type") @Size(max = MOST_TYPES) List<@Pattern(regexp = TYPE) String> type,
      @RestQuery("id") @Size(max = MOST_IDS) List<@Pattern(regexp = NUMBER) String> id,
      @RestQuery("after") @Pattern(regexp = NUMBER) String after,
      @RestHeader("Last-Event-ID") @Pattern(regexp = NUMBER) String lastEventId,
      @Context HttpServerRequest request,
      @Context HttpServerResponse response) {
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (request.method() == HttpMethod.HEAD) {
      // the head alone, and no stream that nobody would see
      return Multi.createFrom().empty();
    }
    Caller caller = Caller.of(identity);
    // who comes back has the header, and still the address with which it came first
    String from = lastEventId == null ? after : lastEventId;
    Set<Long> ids = id.stream().map(Long::valueOf).collect(Collectors.toSet());
    ChangeFilter filter = new ChangeFilter(Set.copyOf(type), ids);
    Admission.Slot slot = streams.enter(caller);
    return streams
        .open(filter, caller, from == null ? -1 : Long.parseLong(from), Validity.of(identity))
        .map(events::of)
        .onFailure(StreamEnded.class)
        .invoke(() -> closeIfStuck(response))
        .onFailure(StreamEnded.class)
        .recoverWithItem(ended -> events.end((StreamEnded) ended))
        .onTermination()
        .invoke(slot.back());
  }

  /** A client that does not read does not get the goodbye either. */
  private void closeIfStuck(HttpServerResponse response) {
    vertx.setTimer(
        GOODBYE_MILLIS,
        timer -> {
          if (!response.ended() && !response.closed()) {
            response.reset();
          }
        });
  }
}
