package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.cache.CacheTags;
import dev.apifleet.apiserver.idempotency.Answer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers that say how long they may be kept, and their version as a strong ETag. */
final class Versioned {

  /** Gateways drop it by its tag when it is written. */
  private static final String KEPT = "public, max-age=0, s-maxage=300";

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
            .header(HttpHeaders.CACHE_CONTROL, KEPT)
            .build()
        : kept(view, body);
  }

  /** Gateways may keep it until it is written, for whoever asks; browsers ask whether it was. */
  private static <T> RestResponse<T> kept(ResourceView view, T body) {
    return RestResponse.ResponseBuilder.ok(body)
        .header(HttpHeaders.ETAG, Precondition.tag(view.version()))
        .header(HttpHeaders.CACHE_CONTROL, KEPT)
        .header(CacheTags.HEADER, ResourceCache.TAGS.ofOne(view.id()))
        .build();
  }

  /** Gateways may keep it until something is written; a browser, for the moment. */
  static <T> RestResponse.ResponseBuilder<T> list(T body) {
    return RestResponse.ResponseBuilder.ok(body)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=5, s-maxage=30")
        .header(CacheTags.HEADER, ResourceCache.TAGS.ofLists());
  }

  /** The same, with the address of the page that follows. */
  static RestResponse<Envelope.Many> linked(Envelope.Many page, UriInfo uri) {
    RestResponse.ResponseBuilder<Envelope.Many> answer = list(page);
    String next = page.meta().next();
    return next == null
        ? answer.build()
        : answer.header(HttpHeaders.LINK, NextLink.of(uri, next)).build();
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
