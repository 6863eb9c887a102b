package dev.apifleet.operator.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The certificate that the operator issues to itself: in memory only, renewed before it ends. */
final class Issuance {
  private static final Duration RENEW_BEFORE = CertificateAuthority.ISSUED_FOR.dividedBy(3);

  private final Supplier<CertificateAuthority> authority;
  private final List<String> names;
  private CertificateAuthority issuer;
  private ServerCertificate issued;

  Issuance(Supplier<CertificateAuthority> authority, List<String> names) {
    this.authority = authority;
    this.names = names;
  }

  /** One of the current authority, far from its end. */
  synchronized ServerCertificate current(Instant now) {
    CertificateAuthority wanted = authority.get();
    if (!wanted.equals(issuer) || !now.isBefore(issued.end().minus(RENEW_BEFORE))) {
      issued = wanted.issue(names, now);
      issuer = wanted;
    }
    return issued;
  }
}
