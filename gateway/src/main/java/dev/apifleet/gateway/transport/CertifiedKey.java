package dev.apifleet.gateway.transport;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A private key with its certificate.
 *
 * @param secret {@code namespace/name} of where they come from
 * @param chain the certificate first
 */
record CertifiedKey(String secret, PrivateKey key, List<X509Certificate> chain) {
  private static final int DNS_NAME = 2;

  CertifiedKey {
    chain = List.copyOf(chain);
  }

  /** Seconds since 1970. */
  long expiresAt() {
    return chain.getFirst().getNotAfter().toInstant().getEpochSecond();
  }

  /** The DNS names that the certificate is for, in lower case; perhaps with {@code *.} in front. */
  List<String> names() {
    try {
      Collection<List<?>> names = chain.getFirst().getSubjectAlternativeNames();
      return Objects.requireNonNullElse(names, List.<List<?>>of()).stream()
          .filter(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()))
          .map(name -> name.getLast().toString().toLowerCase(Locale.ROOT))
          .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }
}
