package dev.apifleet.apiserver.change;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** When an identity's credential ends, and with it the streams that were opened by it. */
final class Expiry {

  private Expiry() {}

  /** The end of time for who has none. */
  static Instant of(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
        ? Instant.ofEpochSecond(token.getExpirationTime())
        : Instant.MAX;
  }
}
