package dev.apifleet.snapshot;

import java.util.List;

/**
 * The endpoints of a pool that may get new requests now. Apart from the pool because it changes
 * often and alone.
 *
 * @param name {@code namespace/name} of the BackendPool
 * @param endpoints sorted by name
 */
public record EndpointsConfig(String name, List<EndpointConfig> endpoints) implements Resource {
  public EndpointsConfig {
    endpoints = Lists.copy(endpoints);
  }

  /**
   * One address.
   *
   * @param name the pod's name, or {@code address:port} where there is no pod
   * @param address IP address or host name
   * @param port TCP port
   * @param weight share in proportion to the others
   * @param zone where it is, or null
   * @param region where it is, or null
   */
  public record EndpointConfig(
      String name, String address, int port, int weight, String zone, String region) {
    /** An endpoint of weight 1 that is nowhere in particular. */
    public EndpointConfig(String name, String address, int port) {
      this(name, address, port, 1, null, null);
    }
  }
}
