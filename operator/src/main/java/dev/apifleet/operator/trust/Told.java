package dev.apifleet.operator.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/** Knows whom the gateways of all fleets were told to trust. */
public interface Told {
  /** Whether each fleet was told to trust all of these. */
  boolean all(List<X509Certificate> roots);

  /**
   * Whom each fleet was told to trust by now; not who is named to some alone, since whoever may
   * write in the namespace of one fleet is not to be trusted by the others.
   */
  default List<X509Certificate> byAll() {
    return List.of();
  }
}
