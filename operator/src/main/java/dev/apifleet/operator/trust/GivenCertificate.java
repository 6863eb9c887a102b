package dev.apifleet.operator.trust;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A certificate that somebody else issues to the operator, with the authorities to know it by. */
record GivenCertificate(ServerCertificate shown, List<X509Certificate> roots) implements Anchor {
  /** Clocks of nodes differ a little. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  GivenCertificate {
    roots = List.copyOf(roots);
  }

  @Override
  public Instant lastsUntil() {
    return shown.end().minus(SKEW);
  }
}
