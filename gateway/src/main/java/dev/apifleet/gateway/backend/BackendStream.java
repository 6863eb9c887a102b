package dev.apifleet.gateway.backend;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A request to an endpoint, on a connection that is its own until it is answered. */
public interface BackendStream {
  /** The fields of its head, to be filled before anything is sent. */
  MultiMap headers();

  /** Sends the head of a request whose body has no known length. */
  void sendHead();

  /** Sends a part of the body, behind the head. */
  void write(Buffer part);

  /** Sends what is missing; nothing follows. */
  void end();

  /** Whether more than enough waits to be sent. */
  boolean isFull();

  /** Calls this each time when no longer so much waits. */
  void onDrain(Runnable then);

  /** Gives it up, at any time; nothing more is heard of it. */
  void reset();
}
