package dev.apifleet.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A rate limit policy: who is counted, and how much each tier may have.
 *
 * @param name {@code namespace/name} of the RateLimitPolicy
 * @param algorithm how requests are counted
 * @param keyParts the parts of the counter's key, all of which must be equal to share a counter
 * @param limits by tier; a tier that is in neither limits nor quotas is not limited
 * @param quotas by tier: fixed windows, usually long ones, besides the limits
 * @param precision whether requests are decided in Redis or from slices taken ahead
 * @param maxDelayMillis so long LeakyBucket lets a request wait for its turn; 0 for no queue
 * @param cost what a request is charged
 * @param onStoreFailure who decides while Redis is away
 * @param storeTimeoutMillis the longest that a request waits for Redis
 * @param legacyHeaders whether answers carry {@code X-RateLimit-*} too
 * @param mode whether rejections are enforced or only counted
 */
public record PolicyConfig(
    String name,
    Algorithm algorithm,
    List<KeyPart> keyParts,
    SortedMap<String, LimitConfig> limits,
    SortedMap<String, LimitConfig> quotas,
    Precision precision,
    long maxDelayMillis,
    CostConfig cost,
    StoreFailure onStoreFailure,
    long storeTimeoutMillis,
    boolean legacyHeaders,
    Mode mode)
    implements Resource {
  /** The longest that a request waits for Redis, unless the policy says otherwise. */
  public static final long STORE_TIMEOUT_MILLIS = 25;

  public PolicyConfig {
    keyParts = Lists.copy(keyParts);
    limits = sorted(limits);
    quotas = sorted(quotas);
    precision = Objects.requireNonNullElse(precision, Precision.AUTO);
    cost = Objects.requireNonNullElse(cost, CostConfig.ONE);
    storeTimeoutMillis = storeTimeoutMillis == 0 ? STORE_TIMEOUT_MILLIS : storeTimeoutMillis;
  }

  /** A policy with the defaults of the resource in all else. */
  public PolicyConfig(
      String name,
      Algorithm algorithm,
      List<KeyPart> keyParts,
      SortedMap<String, LimitConfig> limits,
      StoreFailure onStoreFailure,
      Mode mode) {
    this(name, algorithm, keyParts, limits, null, null, 0, null, onStoreFailure, 0, false, mode);
  }

  private static SortedMap<String, LimitConfig> sorted(SortedMap<String, LimitConfig> limits) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(limits == null ? Map.of() : limits));
  }

  /** The tiers that are limited. */
  public SortedSet<String> limitedTiers() {
    SortedSet<String> tiers = new TreeSet<>(limits.keySet());
    tiers.addAll(quotas.keySet());
    return tiers;
  }

  /** How requests are counted. */
  public enum Algorithm {
    FIXED_WINDOW,
    SLIDING_LOG,
    SLIDING_COUNTER,
    TOKEN_BUCKET,
    LEAKY_BUCKET
  }

  /** Where requests are decided. */
  public enum Precision {
    /** From slices where a window has 1,000 requests or more, else in Redis. */
    AUTO,
    /** Each one in Redis. */
    EXACT,
    /** In memory, from slices that were taken from Redis ahead. */
    LEASED
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
   * @param burst how many may come at once: a bucket's capacity, for other algorithms a bucket
   *     besides the window; 0 for as many as there are requests in a window
   */
  public record LimitConfig(long requests, long windowMillis, long burst) {
    public LimitConfig(long requests, long windowMillis) {
      this(requests, windowMillis, 0);
    }
  }

  /**
   * What a request is charged: a number of its own, else by its body's size, else a constant.
   *
   * @param requests the constant, at least 1
   * @param header request header that holds the cost, in lower case; null for none
   * @param bodyBytes charge one for each so many bytes of the request's body, or part of them; 0
   *     for none
   * @param responseHeader header of the backend's answer that holds the cost in the end, in lower
   *     case, which clients do not get to see; null for none
   * @param most the highest cost that a header or body can give
   */
  public record CostConfig(
      long requests, String header, long bodyBytes, String responseHeader, long most) {
    public static final CostConfig ONE = new CostConfig(1, null, 0, null, 1_000);
  }
}
