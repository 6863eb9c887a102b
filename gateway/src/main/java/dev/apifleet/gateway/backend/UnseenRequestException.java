package dev.apifleet.gateway.backend;

/**
 * A backend has said that it has done nothing with a request (RFC 9113, 8.7): it refused the
 * stream, or left naming an earlier one as the last that it took.
 */
public final class UnseenRequestException extends Exception {
  private static final long serialVersionUID = 1;

  UnseenRequestException(Throwable cause) {
    super(cause.getMessage(), null, false, false);
  }
}
