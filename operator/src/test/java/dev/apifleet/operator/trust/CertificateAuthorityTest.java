package dev.apifleet.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final CertificateAuthority authority = CertificateAuthority.create(NOW);

  @Test
  void issuesCertificatesForItsNamesThatItsOwnProves() throws Exception {
    var issued = authority.issue(List.of("operator.svc"), NOW, Duration.ofDays(90)).certificate();
    assertThatCode(() -> issued.verify(authority.certificate().getPublicKey()))
        .doesNotThrowAnyException();
    assertThat(issued.getSubjectAlternativeNames()).containsExactly(List.of(2, "operator.svc"));
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(90)));
  }

  @Test
  void isAnAuthorityForTenYears() {
    assertThat(authority.certificate().getBasicConstraints()).isZero();
    assertThat(authority.certificate().getNotAfter().toInstant())
        .isEqualTo(NOW.plus(Duration.ofDays(3650)));
  }

  @Test
  void survivesBeingWrittenAsText() throws Exception {
    assertThat(Pem.certificate(Pem.of(authority.certificate()))).isEqualTo(authority.certificate());
    assertThat(Pem.key(Pem.of(authority.key()))).isEqualTo(authority.key());
  }

  @Test
  void neverShowsItsKey() {
    assertThat(authority.toString())
        .isEqualTo("CertificateAuthority[" + authority.certificate().getSerialNumber() + "]");
  }
}
