package dev.apifleet.api.v1alpha1;

/** A version of TLS. */
public enum TlsVersion {
  /** TLS 1.2. */
  TLSv1_2,
  /** TLS 1.3. */
  TLSv1_3
}
