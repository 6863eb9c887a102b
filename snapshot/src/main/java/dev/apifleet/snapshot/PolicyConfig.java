package dev.apifleet.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rate limit policy: who is counted, and how much each tier may have.
 *
 * @param name {@code namespace/name} of the RateLimitPolicy
 * @param algorithm how requests are counted
 * @param keyParts the parts of the counter's key, all of which must be equal to share a counter
 * @param limits by tier; a tier that is not listed is not limited
 * @param onStoreFailure who decides while Redis is away
 * @param mode whether rejections are enforced or only counted
 */
public record PolicyConfig(
    String name,
    Algorithm algorithm,
    List<KeyPart> keyParts,
    SortedMap<String, LimitConfig> limits,
    StoreFailure onStoreFailure,
    Mode mode)
    implements Resource {
  public PolicyConfig {
    keyParts = Lists.copy(keyParts);
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits == null ? Map.of() : limits));
  }

  /** How requests are counted. */
  public enum Algorithm {
    SLIDING_COUNTER
  }

  /** What decides while the shared store does not answer. */
  public enum StoreFailure {
    /** This pod's own counter, with its share of the limit. */
    LOCAL,
    /** Every request passes. */
    OPEN,
    /** Every request is refused with 503. */
    CLOSED
  }

  /** Whether a rejection acts. */
  public enum Mode {
    ENFORCE,
    SHADOW
  }

  /**
   * How much one key may have.
   *
   * @param requests admitted per window
   * @param windowMillis length of the window
   */
  public record LimitConfig(long requests, long windowMillis) {}
}
