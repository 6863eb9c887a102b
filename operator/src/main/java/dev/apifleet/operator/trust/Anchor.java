package dev.apifleet.operator.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** What the operator can prove itself by, as long as gateways trust its roots. */
interface Anchor {
  /** The certificates that gateways have to trust. */
  List<X509Certificate> roots();

  /** From then on another one has to serve, whoever may not trust that one yet. */
  Instant lastsUntil();
}
