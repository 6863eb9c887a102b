package dev.apifleet.gateway.sync;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Optional;

/**
 * From when until when a token holds, in seconds since 1970.
 *
 * @param from when it was issued
 * @param until when it expires
 */
record TokenLife(long from, long until) {
  /** Kubelet asks for a new token at 80 % of a token's life, or a little later. */
  private static final double DUE = 0.8;

  /**
   * How much of its life later a token may be looked after, so that a fleet does not come at once.
   */
  private static final double SPREAD = 0.05;

  private static final long SHORTEST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;

  /** As a JSON web token says of itself; empty where it cannot be read. */
  static Optional<TokenLife> of(String token) {
    String[] parts = token.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1])));
      Long from = claims.getLong("iat");
      Long until = claims.getLong("exp");
      return from == null || until == null || until <= from
          ? Optional.empty()
          : Optional.of(new TokenLife(from, until));
    } catch (IllegalArgumentException | DecodeException | ClassCastException _) {
      return Optional.empty();
    }
  }

  /**
   * How long to wait before a look for the token that follows: from when that is due, more and more
   * often.
   *
   * @param now in milliseconds since 1970
   * @param luck from 0 to 1
   */
  long nextLookMillis(long now, double luck) {
    long due = Math.round(1000 * (from + (DUE + SPREAD * luck) * (until - from)));
    return now < due
        ? due - now
        : Math.clamp((until * 1000 - now) / 10, SHORTEST_MILLIS, LONGEST_MILLIS);
  }
}
