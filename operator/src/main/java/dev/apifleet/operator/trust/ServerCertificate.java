package dev.apifleet.operator.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** What the operator shows to gateways: a certificate with those that vouch for it, and its key. */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  Instant end() {
    return certificate().getNotAfter().toInstant();
  }

  /** Without the key, which is never written anywhere. */
  @Override
  public String toString() {
    return "ServerCertificate[" + certificate().getSerialNumber() + "]";
  }
}
