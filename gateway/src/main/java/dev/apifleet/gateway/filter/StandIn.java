package dev.apifleet.gateway.filter;

/** A filter's answer for when no backend has a usable one, such as an expired one that it kept. */
@FunctionalInterface
public interface StandIn {
  /**
   * Answers the exchange, if it can.
   *
   * @param status what the client would get: that of the problem, or 500, 502, 503 or 504 of a
   *     backend
   * @return whether it did
   */
  boolean answerInPlaceOf(int status);
}
