package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;

/**
 * How many requests may be inside a pool, and how many may wait for how long.
 *
 * @param adaptive lowers the limit, or null
 * @param waking whether the pool has no endpoint, or had none and has not shown that it works
 */
record Bounds(int most, int depth, long waitMillis, AdaptiveLimit adaptive, boolean waking) {
  static final Bounds NONE = new Bounds(Integer.MAX_VALUE, 0, 0, null, false);

  /**
   * Those of a configuration; null for none. What the limit before has learnt is kept.
   *
   * @param usable endpoints that take requests; a limit for each is that of one where none does
   * @param gateways that share it, where it is shared
   */
  static Bounds of(ConcurrencyConfig config, int usable, int gateways, AdaptiveLimit before) {
    if (config == null) {
      return NONE;
    }
    long all = (long) config.limit() * (config.perReplica() ? Math.max(1, usable) : 1);
    long own = config.shared() ? Math.ceilDiv(all, gateways) : all;
    int most = (int) Math.clamp(own, 1, Integer.MAX_VALUE);
    AdaptiveLimit adaptive = null;
    if (config.adaptive()) {
      adaptive = before == null ? new AdaptiveLimit(most) : before.to(most);
    }
    return new Bounds(most, config.queueDepth(), config.queueMillis(), adaptive, false);
  }

  /** While the pool wakes: so many inside, and the others wait for that. */
  Bounds waking(int inside, ActivationConfig room) {
    return new Bounds(Math.min(most, inside), room.depth(), room.timeoutMillis(), adaptive, true);
  }

  int limit() {
    return adaptive == null ? most : Math.min(most, adaptive.limit());
  }
}
