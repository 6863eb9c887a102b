package dev.apifleet.gateway.graphql;

/** An operation that no server could run; the message says why. */
final class InvalidOperationException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidOperationException(String message) {
    super(message, null, false, false);
  }
}
