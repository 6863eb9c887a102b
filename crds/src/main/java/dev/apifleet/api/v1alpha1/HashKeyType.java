package dev.apifleet.api.v1alpha1;

/** What of a request is hashed. */
public enum HashKeyType {
  /** The client address. */
  Ip,
  /** A header. */
  Header,
  /** A cookie. */
  Cookie,
  /** A query parameter. */
  QueryParam,
  /** The path. */
  Path
}
