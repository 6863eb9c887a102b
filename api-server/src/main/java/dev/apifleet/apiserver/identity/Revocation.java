package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.hash.Sha256;
import java.time.Instant;

/**
 * That a token, or all of a subject's that began before a second, are not to be believed any more.
 *
 * @param name the token's {@code jti}, or the subject
 * @param before tokens whose {@code iat} is before it, in seconds since 1970; of one token always 1
 * @param endsSessions whether the subject's sessions end too, and not only tokens that are out
 * @param expires when no such token can be valid any longer
 */
record Revocation(Kind kind, String name, long before, boolean endsSessions, Instant expires) {

  /** What is revoked. */
  enum Kind {
    TOKEN,
    SUBJECT
  }

  static Revocation ofToken(String jti, Instant expires) {
    return new Revocation(Kind.TOKEN, jti, 1, false, expires);
  }

  static Revocation ofSubject(String subject, long before, boolean endsSessions, Instant expires) {
    return new Revocation(Kind.SUBJECT, subject, before, endsSessions, expires);
  }

  /** Where gateways look for it (docs/identity.md). */
  String redisKey(String issuer) {
    return switch (kind) {
      case TOKEN -> tokenKey(issuer, name);
      case SUBJECT -> subjectKey(issuer, name);
    };
  }

  static String tokenKey(String issuer, String jti) {
    return "apifleet:revoked:jti:" + Sha256.of(issuer + "\n" + jti);
  }

  static String subjectKey(String issuer, String subject) {
    return "apifleet:revoked:sub:" + Sha256.of(issuer + "\n" + subject);
  }
}
