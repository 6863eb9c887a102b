package dev.apifleet.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String NAME = "apifleet-operator-delivery.apifleet-system.svc";

  @TempDir Path folder;
  private final CertificateAuthority issuer = CertificateAuthority.create(NOW);
  private final ServerCertificate good = issuer.issue(List.of("operator", NAME), NOW);

  @BeforeEach
  void writeGood() throws IOException {
    write("tls.crt", Pem.of(good.chain()));
    write("tls.key", Pem.of(good.key()));
    write("ca.crt", Pem.of(issuer.certificate()));
  }

  @Test
  void whatHoldsIsRead() throws IOException {
    assertThat(read()).isEqualTo(new GivenCertificate(good, List.of(issuer.certificate())));
  }

  @Test
  void keysMayBeInTheirOldForms() throws Exception {
    PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    assertThat(
            Pem.key(
                pem(
                    "RSA PRIVATE KEY",
                    PrivateKeyInfo.getInstance(rsa.getEncoded()).parsePrivateKey())))
        .isEqualTo(rsa);
    BigInteger secret = ((java.security.interfaces.ECPrivateKey) good.key()).getS();
    write(
        "tls.key",
        pem("EC PRIVATE KEY", new ECPrivateKey(256, secret, SECObjectIdentifiers.secp256r1)));
    assertThat(KeyProof.fits(read().shown().key(), good.certificate())).isTrue();
  }

  @Test
  void theAuthorityMayBeAtTheEndOfTheChain() throws IOException {
    write("tls.crt", Pem.of(good.chain()) + Pem.of(issuer.certificate()));
    assertThat(read().shown().chain()).hasSize(2);
  }

  @Test
  void namesMayBeWildcards() throws IOException {
    show(issuer.issue(List.of("*.apifleet-system.svc"), NOW));
    assertThat(read().roots()).containsExactly(issuer.certificate());
    show(issuer.issue(List.of("*.svc"), NOW));
    isRefused(": tls.crt is for [*.svc]; add " + NAME);
  }

  @Test
  void withoutAnAuthorityItSaysWhoWritesOne() throws IOException {
    Files.delete(folder.resolve("ca.crt"));
    isRefused(" has no ca.crt; name an issuer that writes it");
    write("ca.crt", "");
    isRefused(" cannot be read: no certificate in PEM");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws IOException {
    write("tls.key", Pem.of(issuer.issue(List.of(NAME), NOW).key()));
    isRefused(": tls.key is not the key of tls.crt");
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingShown() throws IOException {
    write("tls.key", "secret words");
    assertThatThrownBy(this::read)
        .hasMessageContaining("no unencrypted private key in PEM")
        .hasMessageNotContaining("secret words");
  }

  @Test
  void otherNamesAreRefusedByNamingTheRightOne() throws IOException {
    show(issuer.issue(List.of("operator.example.com"), NOW));
    isRefused(
        ": tls.crt is for [operator.example.com]; add " + NAME + " to its dnsNames, the name that");
  }

  @Test
  void oneOfAnotherAuthorityIsRefused() throws IOException {
    write("ca.crt", Pem.of(CertificateAuthority.create(NOW).certificate()));
    isRefused(": tls.crt does not hold by the authorities in ca.crt: ");
  }

  @Test
  void oneThatHasEndedIsRefused() {
    assertThatThrownBy(() -> new CertificateFiles(folder, NAME).read(NOW.plus(Duration.ofDays(8))))
        .hasMessageContaining(": tls.crt does not hold by the authorities in ca.crt: ");
  }

  private void isRefused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageStartingWith(folder + message);
  }

  private GivenCertificate read() throws IOException {
    return new CertificateFiles(folder, NAME).read(NOW);
  }

  private void show(ServerCertificate certificate) throws IOException {
    write("tls.crt", Pem.of(certificate.chain()));
    write("tls.key", Pem.of(certificate.key()));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static String pem(String type, ASN1Encodable key) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, key.toASN1Primitive().getEncoded()));
    }
    return text.toString();
  }
}
