package dev.apifleet.apiserver.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;

/** What a client sends as its bearer: a signed token, or an opaque session that Redis explains. */
sealed interface Access {

  String bearer();

  /** For the scripts: token and its expiry, key of the bearer, its life, its fields. */
  Stream<String> stream();

  /** A JSON Web Token. */
  record Token(String bearer, String jti, Instant expires) implements Access {

    @Override
    public Stream<String> stream() {
      return Stream.of(jti + ":" + expires.getEpochSecond(), "", "0");
    }

    @Override
    public String toString() {
      return "Token[" + jti + "]";
    }
  }

  /** 256 random bits, whose meaning stands in Redis under their hash. */
  record Opaque(String bearer, String session, User user, String scopes, Instant now, Duration life)
      implements Access {

    private static final int BYTES = 32;

    static Opaque random(String session, User user, String scopes, Instant now, Duration life) {
      byte[] bytes = RefreshToken.random(BYTES);
      String bearer = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return new Opaque(bearer, session, user, scopes, now, life);
    }

    @Override
    public Stream<String> stream() {
      return Stream.of(
          "",
          SessionStore.bearerKey(bearer),
          "" + life.toMillis(),
          "subject",
          user.email(),
          "tier",
          user.tier(),
          "roles",
          String.join(",", user.roles()),
          "scopes",
          scopes,
          "expires",
          "" + now.plus(life).getEpochSecond(),
          "session",
          session);
    }

    @Override
    public String toString() {
      return "Opaque[" + session + "]";
    }
  }
}
