package dev.apifleet.gateway.backend;

/**
 * A connection that had been kept was closed before anything of the answer came: most likely its
 * endpoint closed it while nothing was under way, and has not seen the request.
 */
public final class StaleConnectionException extends Exception {
  private static final long serialVersionUID = 1;

  StaleConnectionException(Throwable cause) {
    super(cause.getMessage(), null, false, false);
  }
}
