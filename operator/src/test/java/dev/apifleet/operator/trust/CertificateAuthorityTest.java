package dev.apifleet.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final CertificateAuthority authority = CertificateAuthority.create(NOW);

  @Test
  void issuesCertificatesForItsNamesThatItsOwnProves() throws Exception {
    X509Certificate issued = authority.issue(List.of("operator.svc"), NOW).certificate();
    assertThatCode(() -> issued.verify(authority.certificate().getPublicKey()))
        .doesNotThrowAnyException();
    assertThat(issued.getSubjectAlternativeNames()).containsExactly(List.of(2, "operator.svc"));
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(7)));
  }

  @Test
  void issuesNothingThatOutlivesIt() {
    Instant late = NOW.plus(Duration.ofDays(363));
    assertThat(authority.issue(List.of("operator.svc"), late).certificate().getNotAfter())
        .isEqualTo(authority.certificate().getNotAfter());
  }

  @Test
  void isAnAuthorityForAYear() {
    assertThat(authority.certificate().getBasicConstraints()).isZero();
    assertThat(authority.certificate().getNotAfter().toInstant())
        .isEqualTo(NOW.plus(Duration.ofDays(365)));
  }

  @Test
  void noTwoHaveTheSameName() {
    assertThat(CertificateAuthority.create(NOW).certificate().getSubjectX500Principal())
        .isNotEqualTo(authority.certificate().getSubjectX500Principal());
  }

  @Test
  void survivesBeingWrittenAsText() throws Exception {
    assertThat(Pem.certificates(Pem.of(authority.certificate())))
        .containsExactly(authority.certificate());
    assertThat(Pem.key(Pem.of(authority.key()))).isEqualTo(authority.key());
  }

  @Test
  void neverShowsItsKeyNorThatOfACertificate() {
    assertThat(authority.toString())
        .isEqualTo("CertificateAuthority[" + authority.certificate().getSerialNumber() + "]");
    ServerCertificate issued = authority.issue(List.of("operator.svc"), NOW);
    assertThat(issued.toString())
        .isEqualTo("ServerCertificate[" + issued.certificate().getSerialNumber() + "]");
  }
}
