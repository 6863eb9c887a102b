package dev.apifleet.gateway.backend;

import io.vertx.core.MultiMap;

/** Whoever sends a request to an endpoint. Called on the event loop of the lane. */
public interface StreamListener {
  /** There is a connection, and the request may be written. */
  void opened(BackendStream stream);

  /** Fields that came before the answer (RFC 8297). */
  void earlyHints(MultiMap hints);

  /** The head has come. */
  void answered(BackendAnswer answer);

  /**
   * There will be no answer.
   *
   * @param cause {@code ConnectionPoolTooBusyException} if no connection may be made
   */
  void failed(Throwable cause);
}
