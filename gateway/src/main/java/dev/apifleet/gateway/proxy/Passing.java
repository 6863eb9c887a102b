package dev.apifleet.gateway.proxy;

/** A backend's answer on its way to the client. */
interface Passing {
  void start();

  /** The client has gone. */
  void cancel();

  /** The gateway leaves, and the client is to come back to another one. */
  void leave();
}
