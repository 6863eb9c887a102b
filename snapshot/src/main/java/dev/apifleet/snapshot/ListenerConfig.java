package dev.apifleet.snapshot;

import java.util.List;

/**
 * A port that the gateways open.
 *
 * @param name the listener's name within the fleet
 * @param port TCP port of the pod
 * @param protocol what is spoken there
 * @param tls for HTTPS, else null
 */
public record ListenerConfig(String name, int port, Protocol protocol, ListenerTls tls)
    implements Resource {
  /** A listener without TLS. */
  public ListenerConfig(String name, int port, Protocol protocol) {
    this(name, port, protocol, null);
  }

  /** What a listener speaks. */
  public enum Protocol {
    HTTP,
    HTTPS
  }

  /**
   * TLS of a listener.
   *
   * @param certificates chosen by the name that the client asks for, else the first
   * @param clientCa what signs certificates of clients, or null where none are asked for
   * @param clientRequired whether a client must show one
   * @param tls13Only whether TLS 1.2 is refused
   */
  public record ListenerTls(
      List<FileRef> certificates, FileRef clientCa, boolean clientRequired, boolean tls13Only) {
    public ListenerTls {
      certificates = Lists.copy(certificates);
    }
  }
}
