package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig.Locality;

/**
 * Where this gateway is.
 *
 * @param zone null where it is not known
 * @param region null where it is not known
 */
public record Place(String zone, String region) {
  public static final Place UNKNOWN = new Place(null, null);

  /** Whether an endpoint is one of those that are preferred here. */
  boolean isNear(EndpointConfig endpoint, Locality locality) {
    boolean sameZone = zone != null && zone.equals(endpoint.zone());
    return switch (locality) {
      case NONE -> true;
      case ZONE -> sameZone;
      // What tells a zone alone, such as EndpointSlices, is in the region at least where that is.
      case REGION -> sameZone || region != null && region.equals(endpoint.region());
    };
  }
}
