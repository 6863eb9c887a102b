package dev.apifleet.operator.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The folder where a Secret is mounted that holds the operator's certificate, as cert-manager
 * writes it: tls.crt, tls.key and ca.crt.
 *
 * @param name the DNS name that gateways dial
 */
record CertificateFiles(Path folder, String name) {
  private static final int DNS_NAME = 2;

  /** What is there; throws, saying what to mend, when it would not serve. */
  GivenCertificate read(Instant now) throws UnusableCertificateException {
    try {
      // The kubelet replaces all files at once, by another folder behind a link.
      Path files = present(folder.resolve("tls.crt")).toRealPath().getParent();
      List<X509Certificate> roots =
          Pem.certificates(Files.readString(present(files.resolve("ca.crt"))));
      List<X509Certificate> chain = Pem.certificates(Files.readString(files.resolve("tls.crt")));
      PrivateKey key = Pem.key(Files.readString(present(files.resolve("tls.key"))));
      ServerCertificate shown = new ServerCertificate(chain, key);
      check(shown, roots, now);
      return new GivenCertificate(shown, roots);
    } catch (UnusableCertificateException e) {
      throw e;
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableCertificateException(
          "%s cannot be read: %s".formatted(folder, e.getMessage()));
    }
  }

  private Path present(Path file) throws UnusableCertificateException {
    if (Files.isReadable(file)) {
      return file;
    }
    String hint =
        file.endsWith("ca.crt")
            ? "; name an issuer that writes it, such as a CA issuer: public ones do not"
            : "";
    throw new UnusableCertificateException(
        "%s has no %s%s".formatted(folder, file.getFileName(), hint));
  }

  private void check(ServerCertificate shown, List<X509Certificate> roots, Instant now)
      throws UnusableCertificateException, GeneralSecurityException {
    if (!KeyProof.fits(shown.key(), shown.certificate())) {
      throw new UnusableCertificateException(
          "%s: tls.key is not the key of tls.crt".formatted(folder));
    }
    List<String> names = names(shown.certificate());
    if (names.stream().noneMatch(this::isFor)) {
      throw new UnusableCertificateException(
          "%s: tls.crt is for %s; add %s to its dnsNames, the name that gateways dial"
              .formatted(folder, names, name));
    }
    checkPath(shown.chain(), roots, now);
  }

  private void checkPath(List<X509Certificate> chain, List<X509Certificate> roots, Instant now)
      throws UnusableCertificateException, GeneralSecurityException {
    PKIXParameters trust =
        new PKIXParameters(
            roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
    trust.setRevocationEnabled(false);
    trust.setDate(Date.from(now));
    List<X509Certificate> path = chain.stream().filter(each -> !roots.contains(each)).toList();
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), trust);
    } catch (CertPathValidatorException e) {
      throw new UnusableCertificateException(
          "%s: tls.crt does not hold by the authorities in ca.crt: %s"
              .formatted(folder, e.getMessage()));
    }
  }

  private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
    Collection<List<?>> all =
        Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
    return all.stream()
        .filter(each -> each.getFirst().equals(DNS_NAME))
        .map(each -> each.get(1).toString())
        .toList();
  }

  private boolean isFor(String dnsName) {
    return dnsName.equalsIgnoreCase(name)
        || dnsName.startsWith("*.")
            && name.endsWith(dnsName.substring(1))
            && name.indexOf('.') == name.length() - dnsName.length() + 1;
  }
}
