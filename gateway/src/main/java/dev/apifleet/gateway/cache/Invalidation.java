package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** Throws away what is kept for a URI once a write to it succeeded (RFC 9111 section 4.4). */
final class Invalidation implements ResponseTap {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  private final ResponseCache cache;
  private final String uri;

  Invalidation(ResponseCache cache, String uri) {
    this.cache = cache;
    this.uri = uri;
  }

  static boolean mayFollow(HttpMethod method) {
    return !SAFE.contains(method);
  }

  @Override
  public Body head(int status, MultiMap headers) {
    if (status >= 200 && status < 400) {
      cache.drop(uri);
    }
    return null;
  }
}
