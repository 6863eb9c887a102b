package dev.apifleet.api.v1alpha1;

/** What is spoken with the endpoints. */
public enum BackendProtocol {
  /** HTTP/1.1. */
  HTTP1,
  /** HTTP/2: with TLS by ALPN, without TLS with prior knowledge. */
  HTTP2
}
