package dev.apifleet.operator.metrics;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of a test and what it signs. */
record Certificates(X509Certificate root, PrivateKey key) {
  /** A certificate with its key. */
  record Signed(X509Certificate certificate, PrivateKey key) {}

  static Certificates authority(String name) {
    KeyPair keys = keys();
    X500Principal subject = new X500Principal("CN=" + name);
    return new Certificates(
        sign(subject, subject, keys, keys.getPrivate(), true), keys.getPrivate());
  }

  Signed sign(String name) {
    KeyPair keys = keys();
    return new Signed(
        sign(root.getSubjectX500Principal(), new X500Principal("CN=" + name), keys, key, false),
        keys.getPrivate());
  }

  private static X509Certificate sign(
      X500Principal issuer, X500Principal subject, KeyPair keys, PrivateKey by, boolean authority) {
    try {
      Instant now = Instant.now();
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(Duration.ofHours(1))),
              subject,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
