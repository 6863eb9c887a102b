package dev.apifleet.api.v1alpha1;

/** What a listener speaks. */
public enum ListenerProtocol {
  /** HTTP/1.1 and HTTP/2 without TLS. */
  HTTP,
  /** HTTP/1.1 and HTTP/2 with TLS. */
  HTTPS
}
