package dev.apifleet.api.v1alpha1;

/** A content coding. */
public enum CompressionAlgorithm {
  /** Brotli, RFC 7932. */
  br,
  /** Zstandard, RFC 8878. */
  zstd,
  /** RFC 1952. */
  gzip
}
