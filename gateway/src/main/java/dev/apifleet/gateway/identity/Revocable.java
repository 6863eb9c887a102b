package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.Sha256;

/**
 * What a token may be revoked by.
 *
 * @param idName key of Redis for its {@code jti}, or null where it has none
 * @param subjectName key of Redis for its subject
 * @param issuedAtSeconds its {@code iat}, or 0 where it has none
 */
record Revocable(String idName, String subjectName, long issuedAtSeconds) {

  static Revocable of(String issuer, String subject, String id, long issuedAtSeconds) {
    return new Revocable(
        id == null ? null : IssuerStore.REVOKED_ID + Sha256.of(issuer + '\n' + id),
        IssuerStore.REVOKED_SUBJECT + Sha256.of(issuer + '\n' + subject),
        issuedAtSeconds);
  }

  /** A time that cannot be read revokes all. */
  boolean isIssuedBefore(String seconds) {
    try {
      return issuedAtSeconds < Long.parseLong(seconds.trim());
    } catch (NumberFormatException _) {
      return true;
    }
  }
}
