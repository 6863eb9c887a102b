package dev.apifleet.gateway.filter;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Sees an answer pass by. */
public interface ResponseTap {
  /**
   * The head of the answer; its headers may still be changed.
   *
   * @return who wants the body, or null
   */
  Body head(int status, MultiMap headers);

  /**
   * The head of an answer that no backend gave but a filter behind, or the gateway itself; its
   * headers may still be changed. By default it is nothing to a tap.
   */
  default void ownHead(int status, MultiMap headers) {}

  /**
   * A backend said that nothing has changed (304). Whoever made the request a conditional one now
   * answers the exchange.
   *
   * @return whether it did; else the client gets the 304
   */
  default boolean notModified(MultiMap headers) {
    return false;
  }

  /**
   * The client has gone before its answer was complete, or before the tap could see it. By default
   * it is nothing to a tap.
   */
  default void abandoned() {}

  /** The head of a problem; by default the same as any other answer that no backend gave. */
  default void problemHead(int status, MultiMap headers) {
    ownHead(status, headers);
  }

  /** Sees the body pass by. */
  interface Body {
    void chunk(Buffer chunk);

    /** The answer is complete. */
    void end();

    /** The answer broke off. */
    void broken();
  }
}
