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
   */
  public record EndpointConfig(String name, String address, int port) {}
}
