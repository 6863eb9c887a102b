package dev.apifleet.operator.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate with its private key. */
public record IssuedCertificate(X509Certificate certificate, PrivateKey key) {
  /** Without the key, which is never written anywhere. */
  @Override
  public String toString() {
    return "IssuedCertificate[" + certificate.getSerialNumber() + "]";
  }
}
