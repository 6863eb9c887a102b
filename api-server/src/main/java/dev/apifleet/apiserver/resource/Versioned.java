package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.idempotency.Answer;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers that carry the version of what they show as a strong ETag. */
final class Versioned {

  private Versioned() {}

  static <T> RestResponse<T> answer(ResourceView view, T body) {
    return RestResponse.ResponseBuilder.ok(body)
        .header(HttpHeaders.ETAG, Precondition.tag(view.version()))
        .build();
  }

  /** Without a body for those who have this version already. */
  static <T> RestResponse<T> read(ResourceView view, T body, String ifNoneMatch) {
    return Precondition.holds(ifNoneMatch, view.version())
        ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
            .header(HttpHeaders.ETAG, Precondition.tag(view.version()))
            .build()
        : answer(view, body);
  }

  static Answer created(String list, ResourceView view, Object body) {
    return new Answer(
        201,
        Map.of(
            HttpHeaders.LOCATION,
            list + "/" + view.id(),
            HttpHeaders.ETAG,
            Precondition.tag(view.version())),
        body);
  }
}
