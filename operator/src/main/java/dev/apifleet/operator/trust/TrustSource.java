package dev.apifleet.operator.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Where the operator's certificate comes from, and whom gateways have to trust for it. */
sealed interface TrustSource permits OwnAuthority, GivenCertificates {
  /** Finds out what there is; throws, saying what to do, where the operator has nothing to show. */
  void begin(Instant now);

  /** Looks for what changed, and goes on with what time brings. One thread at a time. */
  void look(Instant now);

  /** Whom gateways have to trust. */
  List<X509Certificate> trusted();

  /** What to show to gateways now; another one than before when that is to be replaced. */
  ServerCertificate certificate(Instant now);
}
