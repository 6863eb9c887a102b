package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Subscriber;

/** The result of checking a token. */
sealed interface Verification {
  /**
   * The token is genuine and in force.
   *
   * @param issuer whose it is
   * @param keys the issuer's keys that it was checked with
   * @param expiresAtMillis when it ceases to be in force
   * @param revocable what it may be revoked by
   */
  record Valid(
      Subscriber subscriber, Issuer issuer, Keys keys, long expiresAtMillis, Revocable revocable)
      implements Verification {}

  /**
   * The token is forged, foreign, malformed or out of date.
   *
   * @param reason for the client; says nothing about the token's content
   */
  record Invalid(String reason) implements Verification {}

  /** The key that the token names is not known, and the issuer cannot be asked. */
  record KeysAway() implements Verification {}
}
