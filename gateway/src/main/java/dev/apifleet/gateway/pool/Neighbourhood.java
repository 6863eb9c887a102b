package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.BalancingConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Which endpoints of a pool are preferred here, and how many requests they keep.
 *
 * @param near those in the zone or region of this gateway; all where none are, or none is preferred
 * @param far the others
 */
record Neighbourhood(Endpoint[] near, Endpoint[] far, int threshold) {
  static Neighbourhood of(Endpoint[] all, BalancingConfig balancing, Place place) {
    List<Endpoint> near = new ArrayList<>();
    List<Endpoint> far = new ArrayList<>();
    for (Endpoint endpoint : all) {
      (place.isNear(endpoint.config(), balancing.locality()) ? near : far).add(endpoint);
    }
    if (near.isEmpty() || far.isEmpty()) {
      return new Neighbourhood(all, new Endpoint[0], balancing.localityThreshold());
    }
    return new Neighbourhood(
        near.toArray(Endpoint[]::new), far.toArray(Endpoint[]::new), balancing.localityThreshold());
  }

  boolean isAll() {
    return far.length == 0;
  }

  /**
   * Whether the request at a position stays near. With a threshold of 70 %, and half of the near
   * endpoints usable, 50/70 = 71 % stay.
   */
  boolean keeps(long position, int usableNear) {
    return Hash.fraction(position) < usableNear * 100.0 / near.length / threshold;
  }
}
