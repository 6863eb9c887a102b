package dev.apifleet.gateway.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;

/** Reads certificates and private keys from PEM. */
final class Pem {
  private static final byte[] PROBE = {1, 2, 3};

  private Pem() {}

  /** All certificates of a file. */
  static List<X509Certificate> certificates(String secret, byte[] pem) {
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty()) {
        throw new CertificateException("there is none");
      }
      return all;
    } catch (CertificateException e) {
      throw unusable(secret, "no certificate in PEM", e);
    }
  }

  /** A key in any of the forms that OpenSSL and cert-manager write: PKCS#1, PKCS#8 or SEC 1. */
  static CertifiedKey keyPair(String secret, byte[] certificate, byte[] key) {
    List<X509Certificate> chain = certificates(secret, certificate);
    PrivateKey privateKey = key(secret, certificate, key);
    if (!fits(privateKey, chain.getFirst().getPublicKey())) {
      throw unusable(secret, "a key that is not that of its certificate", null);
    }
    return new CertifiedKey(secret, privateKey, chain);
  }

  private static PrivateKey key(String secret, byte[] certificate, byte[] key) {
    PemKeyCertOptions options =
        new PemKeyCertOptions()
            .setCertValue(Buffer.buffer(certificate))
            .setKeyValue(Buffer.buffer(key));
    try {
      X509KeyManager keys = (X509KeyManager) options.getKeyManagerFactory(null).getKeyManagers()[0];
      return Stream.of("EC", "RSA")
          .map(type -> keys.getServerAliases(type, null))
          .filter(aliases -> aliases != null)
          .flatMap(Arrays::stream)
          .map(keys::getPrivateKey)
          .findFirst()
          .orElseThrow();
    } catch (Exception e) {
      throw unusable(secret, "no unencrypted RSA or EC key in PEM", e);
    }
  }

  /** Whether what the one signs, the other verifies. */
  private static boolean fits(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static IllegalArgumentException unusable(String secret, String what, Exception cause) {
    return new IllegalArgumentException("Secret " + secret + " holds " + what, cause);
  }
}
