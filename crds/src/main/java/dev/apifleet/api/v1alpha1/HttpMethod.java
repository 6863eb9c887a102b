package dev.apifleet.api.v1alpha1;

/** Request methods that a match can name. */
public enum HttpMethod {
  /** GET. */
  GET,
  /** HEAD. */
  HEAD,
  /** POST. */
  POST,
  /** PUT. */
  PUT,
  /** PATCH. */
  PATCH,
  /** DELETE. */
  DELETE,
  /** OPTIONS. */
  OPTIONS,
  /** TRACE. */
  TRACE,
  /** CONNECT. */
  CONNECT
}
