package dev.apifleet.apiserver.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * What a login or a refresh gives a session: a refresh token and an access.
 *
 * @param from the second since 1970 from which its account lets it count
 */
record SessionGrant(
    String subject,
    SessionKind kind,
    long from,
    RefreshToken refresh,
    Access access,
    Instant now,
    Duration life) {

  String id() {
    return refresh.sessionId();
  }
}
