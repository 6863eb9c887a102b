package dev.apifleet.snapshot;

/**
 * A port that the gateways open.
 *
 * @param name the listener's name within the fleet
 * @param port TCP port of the pod
 * @param protocol what is spoken there
 */
public record ListenerConfig(String name, int port, Protocol protocol) implements Resource {
  /** What a listener speaks. */
  public enum Protocol {
    HTTP
  }
}
