package dev.apifleet.gateway.proxy;

import java.util.Locale;

/** Why the gateway does without a client's connection. */
enum Closing {
  /** The gateway has as many as it may. */
  TOO_MANY,
  /** The client's address has. */
  TOO_MANY_OF_ADDRESS,
  /** The head of a request, or the TLS handshake, took too long. */
  HEADER_TIMEOUT,
  /** Nothing was asked for a while. */
  IDLE,
  /** A body or an answer stood still for the client. */
  STALLED,
  /** The client sent or took too few bytes a second. */
  TOO_SLOW,
  /** What came was not HTTP as it is written. */
  MALFORMED;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
