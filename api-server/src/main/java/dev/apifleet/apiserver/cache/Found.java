package dev.apifleet.apiserver.cache;

import io.vertx.redis.client.Response;

/** What a look-up in the shared level found. */
sealed interface Found {

  /** The value; with the lease to fetch it anew where {@code token} is not null. */
  record Value(String text, String token) implements Found {}

  /** Nothing; whoever asked is to fetch it. */
  record Lease(String token) implements Found {}

  /** Nothing; somebody else fetches it. */
  record Taken() implements Found {}

  /** Redis is away, or must not be believed. */
  record Away() implements Found {}

  /** From what the script of look-ups answers: the value, and whether the lease was given. */
  static Found of(Response answer, String token) {
    boolean leased = answer.get(1).toInteger() == 1;
    if (answer.get(0) == null) {
      return leased ? new Lease(token) : new Taken();
    }
    String text = answer.get(0).toString();
    return new Value(text.substring(text.indexOf(':') + 1), leased ? token : null);
  }
}
