package dev.apifleet.apiserver.cache;

import java.util.List;

/**
 * The state of one instance's caches.
 *
 * @param redis {@code up} or {@code away}
 * @param owed invalidations that wait for Redis
 */
public record CacheReport(String instanceId, String redis, int owed, List<Cache> caches) {

  /**
   * One cache.
   *
   * @param entries in this instance's memory
   * @param memoryHitRatio share of the reads that memory answered, from 0 to 1
   * @param redisHitRatio share of the reads that Redis answered
   * @param loads reads of the database
   * @param waits pauses in which a reader waited for another instance's load
   * @param refusedFills loads that were not stored, since a write came between
   */
  public record Cache(
      String name,
      long entries,
      long reads,
      double memoryHitRatio,
      double redisHitRatio,
      long loads,
      long waits,
      long refusedFills,
      long invalidations) {}
}
