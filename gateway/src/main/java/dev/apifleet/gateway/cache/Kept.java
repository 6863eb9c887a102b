package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A response and which requests it is for.
 *
 * @param names request headers that choose among the answers of one rule to one URI
 * @param variant what the request had in them, see {@link CacheKey#variant}
 * @param stored the response; null where there is none for such a request
 */
record Kept(List<String> names, String variant, Stored stored) {
  static final Kept NOTHING = new Kept(List.of(), "", null);

  static Kept nothing(List<String> names, MultiMap request) {
    return new Kept(names, CacheKey.variant(names, request), null);
  }

  Kept with(Buffer body) {
    return new Kept(names, variant, stored.with(body));
  }

  boolean isFor(MultiMap request) {
    return CacheKey.variant(names, request).equals(variant);
  }
}
