package dev.apifleet.api.v1alpha1;

/** The patterns that text fields of several resources have in common. */
final class Formats {
  /** A length of time such as 500ms, 2s or 1m30s. */
  static final String DURATION = "^([0-9]{1,6}(ms|s|m|h|d)){1,4}$";

  /** The name of a Kubernetes object. */
  static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$";

  /** The name of an HTTP header. */
  static final String HEADER_NAME = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$";

  /** A number of bytes such as 512, 64Ki or 10Mi. */
  static final String BYTES = "^[0-9]{1,12}(Ki|Mi|Gi)?$";

  /** A point in time, RFC 3339, in UTC or with an offset. */
  static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$";

  private Formats() {}
}
