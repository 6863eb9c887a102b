package dev.apifleet.operator.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The operator's own certificate authority: what gateways trust when they dial the operator. */
public record CertificateAuthority(X509Certificate certificate, PrivateKey key) implements Anchor {
  /** How long an authority lives; one of an earlier version may be made to live longer. */
  static final Duration VALID = Duration.ofDays(365);

  /** How long a certificate lives that the operator issues to itself; it is in memory only. */
  static final Duration ISSUED_FOR = Duration.ofDays(7);

  private static final X500Principal SERVER = new X500Principal("CN=apifleet-operator");

  /** Clocks of nodes differ a little. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Makes a new authority. */
  public static CertificateAuthority create(Instant now) {
    KeyPair keys = newKeys();
    BigInteger serial = newSerial();
    // A name of its own: who trusts two authorities finds the right one by it.
    X500Principal name = new X500Principal("CN=ApiFleet operator CA " + serial.toString(36));
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name, serial, from(now), Date.from(now.plus(VALID)), name, keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      builder.addExtension(Extension.subjectKeyIdentifier, false, keyId(keys.getPublic()));
      return new CertificateAuthority(sign(builder, keys.getPrivate()), keys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make a certificate authority", e);
    }
  }

  @Override
  public List<X509Certificate> roots() {
    return List.of(certificate);
  }

  /** After that, a certificate that it issues would have to be shorter than others. */
  @Override
  public Instant lastsUntil() {
    return certificate.getNotAfter().toInstant().minus(ISSUED_FOR);
  }

  /** Issues a certificate for a server of these names, with a key of its own. */
  public ServerCertificate issue(List<String> dnsNames, Instant now) {
    KeyPair keys = newKeys();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              certificate, newSerial(), from(now), endOfIssued(now), SERVER, keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, names(dnsNames));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
      return new ServerCertificate(List.of(sign(builder, key)), keys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot issue a certificate for " + dnsNames, e);
    }
  }

  private static GeneralNames names(List<String> dnsNames) {
    return new GeneralNames(
        dnsNames.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private Date endOfIssued(Instant now) {
    Date wanted = Date.from(now.plus(ISSUED_FOR));
    return wanted.before(certificate.getNotAfter()) ? wanted : certificate.getNotAfter();
  }

  private static Date from(Instant now) {
    return Date.from(now.minus(SKEW));
  }

  private static BigInteger newSerial() {
    return new BigInteger(127, new SecureRandom()).add(BigInteger.ONE);
  }

  private static SubjectKeyIdentifier keyId(PublicKey key) throws GeneralSecurityException {
    return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no P-256 keys", e);
    }
  }

  /** Without the key, which is never written anywhere but to its Secret. */
  @Override
  public String toString() {
    return "CertificateAuthority[" + certificate.getSerialNumber() + "]";
  }
}
