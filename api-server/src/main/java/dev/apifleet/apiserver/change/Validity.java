package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Standing;
import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * How long the credential is good for by which a stream was opened: until a time, and while it is
 * not taken back.
 */
record Validity(Instant expires, Standing standing) {

  static final Validity FOREVER = new Validity(Instant.MAX, Standing.FOREVER);

  /** What expires without saying when is found out by its standing. */
  static Validity of(SecurityIdentity identity) {
    Instant expires =
        identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
            ? Instant.ofEpochSecond(token.getExpirationTime())
            : Instant.MAX;
    return new Validity(expires, Standing.of(identity));
  }
}
