package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a token says (RFC 7519), and whether that lets it be believed here and now. */
record Claims(Map<String, Object> all) {
  private static final long SKEW_SECONDS = 30;
  private static final long NONE = Long.MIN_VALUE;

  /** Later ones are no time in milliseconds any more. */
  private static final long LATEST = Long.MAX_VALUE / 1000 - SKEW_SECONDS;

  /** Why it is not to be believed, or null. */
  String wrong(IssuerConfig issuer, long nowMillis) {
    long now = Math.floorDiv(nowMillis, 1000L);
    long expires = time("exp");
    if (expires != NONE && now - SKEW_SECONDS >= expires) {
      return "it has expired";
    }
    if (now + SKEW_SECONDS < time("nbf")) {
      return "it is not valid yet";
    }
    if (!isFor(issuer.audiences())) {
      return "it is meant for another audience";
    }
    if (!isWhole() || expires > LATEST || expires < time("iat") || expires < time("nbf")) {
      return "a claim is missing or wrong";
    }
    return subject().isBlank() ? "it names no subject" : null;
  }

  /** All that is needed is there, and what is there is of its kind. */
  private boolean isWhole() {
    return time("exp") != NONE
        && all.get("sub") instanceof String
        && (all.get("jti") == null || all.get("jti") instanceof String)
        && (all.get("nbf") == null || time("nbf") != NONE)
        && (all.get("iat") == null || time("iat") != NONE);
  }

  private boolean isFor(List<String> audiences) {
    return switch (all.get("aud")) {
      case String one -> audiences.contains(one);
      case Collection<?> many -> isOneOf(many, audiences);
      case null, default -> false;
    };
  }

  private static boolean isOneOf(Collection<?> many, List<String> audiences) {
    boolean found = false;
    for (Object one : many) {
      if (!(one instanceof String name)) {
        return false;
      }
      found |= audiences.contains(name);
    }
    return found;
  }

  /** In seconds; those with a part of a second are cut. */
  private long time(String name) {
    return all.get(name) instanceof Number time && !(time instanceof BigInteger)
        ? time.longValue()
        : NONE;
  }

  String subject() {
    return (String) all.get("sub");
  }

  /** When it ceases to be believed. */
  long expiresAtMillis() {
    return (time("exp") + SKEW_SECONDS) * 1000;
  }

  Revocable revocable(IssuerConfig issuer) {
    return Revocable.of(
        issuer.issuer(),
        subject(),
        (String) all.get("jti"),
        all.get("iat") == null ? 0 : time("iat"));
  }
}
