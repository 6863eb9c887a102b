package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import java.util.List;

/**
 * The directives that this cache obeys (RFC 9213): those for it alone, else those for caches before
 * a backend, else those for all. {@code CDN-Cache-Control} is for others, and passed on.
 *
 * @param isTargeted whether they are not those of {@code Cache-Control} and {@code Expires}
 */
record TargetedControl(CacheControl control, boolean isTargeted) {
  /** For the gateways of this product; nobody else gets to see it. */
  static final String OWN = "apifleet-cache-control";

  private static final String SURROGATE = "surrogate-control";

  /** A Surrogate-Control without these speaks of processing, and not of keeping. */
  private static final List<String> SURROGATES_WORDS = List.of("max-age", "no-store");

  static TargetedControl of(MultiMap response) {
    CacheControl own = CacheControl.of(response.getAll(OWN));
    if (!own.directives().isEmpty()) {
      return new TargetedControl(own, true);
    }
    CacheControl surrogate = CacheControl.of(response.getAll(SURROGATE));
    return SURROGATES_WORDS.stream().anyMatch(surrogate::has)
        ? new TargetedControl(surrogate, true)
        : new TargetedControl(CacheControl.of(response), false);
  }
}
