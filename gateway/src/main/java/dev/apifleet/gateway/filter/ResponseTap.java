package dev.apifleet.gateway.filter;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Sees a backend's answer pass by. */
public interface ResponseTap {
  /**
   * The head of the answer; its headers may still be changed.
   *
   * @return who wants the body, or null
   */
  Body head(int status, MultiMap headers);

  /** Sees the body pass by. */
  interface Body {
    void chunk(Buffer chunk);

    /** The answer is complete. */
    void end();

    /** The answer broke off. */
    void broken();
  }
}
