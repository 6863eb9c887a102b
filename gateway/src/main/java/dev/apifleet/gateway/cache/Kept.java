package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A response and which requests it is for.
 *
 * <p>It remembers the head that it was last answered with: what changes with time in there does so
 * once a second.
 */
final class Kept {
  static final Kept NOTHING = new Kept(List.of(), "", null);

  private final List<String> names;
  private final String variant;
  private final Stored stored;
  private volatile Head head;

  private record Head(long ageSeconds, long ttlSeconds, MultiMap headers) {}

  /**
   * @param names request headers that choose among the answers of one rule to one URI
   * @param variant what the request had in them, see {@link CacheKey#variant}
   * @param stored the response; null where there is none for such a request
   */
  Kept(List<String> names, String variant, Stored stored) {
    this.names = names;
    this.variant = variant;
    this.stored = stored;
  }

  static Kept nothing(List<String> names, MultiMap request) {
    return new Kept(names, CacheKey.variant(names, request), null);
  }

  List<String> names() {
    return names;
  }

  String variant() {
    return variant;
  }

  Stored stored() {
    return stored;
  }

  Kept with(Buffer body) {
    return new Kept(names, variant, stored.with(body));
  }

  /** The same without the response, which is of no use any more. */
  Kept emptied() {
    return new Kept(names, variant, null);
  }

  boolean isFor(MultiMap request) {
    return CacheKey.variant(names, request).equals(variant);
  }

  /**
   * The headers of a hit, whole: for reading only, since others get the same.
   *
   * @param key under which it is kept
   */
  MultiMap hitHeaders(CacheKey key, long now) {
    long age = stored.life().ageSeconds(now);
    long ttl = stored.life().ttlSeconds(now);
    Head last = head;
    if (last == null || last.ageSeconds != age || last.ttlSeconds != ttl) {
      last = new Head(age, ttl, CachedAnswer.headers(stored, CacheStatus.hit(key, ttl), now));
      head = last;
    }
    return last.headers;
  }
}
