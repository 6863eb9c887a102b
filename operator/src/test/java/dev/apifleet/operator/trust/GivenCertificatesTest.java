package dev.apifleet.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Secret as cert-manager writes it, mounted as the kubelet does, and what its issuer does. */
class GivenCertificatesTest {
  private static final String NAME = "apifleet-operator-delivery.apifleet-system.svc";

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean told = true;
  private final CertificateAuthority issuer = CertificateAuthority.create(now);
  private final CertificateAuthority nextIssuer = CertificateAuthority.create(now);
  private GivenCertificates given;
  private int mounts;

  @BeforeEach
  void mountAndBegin() throws IOException {
    given = new GivenCertificates(new CertificateFiles(folder, NAME), _ -> told);
    Files.createSymbolicLink(folder.resolve("tls.crt"), Path.of("..data/tls.crt"));
    Files.createSymbolicLink(folder.resolve("tls.key"), Path.of("..data/tls.key"));
    Files.createSymbolicLink(folder.resolve("ca.crt"), Path.of("..data/ca.crt"));
    mount(issuer.issue(List.of(NAME), now), issuer);
    given.begin(now);
  }

  @Test
  void itIsShownAndItsAuthorityIsTrusted() {
    assertThat(given.trusted()).containsExactly(issuer.certificate());
    assertThat(given.certificate(now).certificate().getIssuerX500Principal())
        .isEqualTo(issuer.certificate().getSubjectX500Principal());
  }

  @Test
  void aNewOneOfTheSameAuthorityIsShownAtOnce() throws IOException {
    now = now.plus(Duration.ofDays(4));
    ServerCertificate renewed = issuer.issue(List.of(NAME), now);
    mount(renewed, issuer);
    given.look(now);
    assertThat(given.certificate(now)).isEqualTo(renewed);
    assertThat(given.trusted()).containsExactly(issuer.certificate());
  }

  @Test
  void oneOfANewAuthorityIsShownWhenGatewaysHaveHadTimeToHearOfThat() throws IOException {
    ServerCertificate old = given.certificate(now);
    ServerCertificate renewed = nextIssuer.issue(List.of(NAME), now);
    mount(renewed, nextIssuer);
    told = false;
    look();
    assertThat(given.trusted())
        .containsExactlyInAnyOrder(issuer.certificate(), nextIssuer.certificate());
    now = now.plus(Duration.ofHours(1));
    look();
    assertThat(given.certificate(now)).isEqualTo(old);
    told = true;
    look();
    now = now.plus(Duration.ofMinutes(9));
    look();
    assertThat(given.certificate(now)).isEqualTo(old);
    now = now.plus(Duration.ofMinutes(1));
    look();
    assertThat(given.certificate(now)).isEqualTo(renewed);
    assertThat(given.trusted()).hasSize(2);
    now = now.plus(Duration.ofDays(8));
    mount(nextIssuer.issue(List.of(NAME), now), nextIssuer);
    look();
    assertThat(given.trusted()).containsExactly(nextIssuer.certificate());
  }

  @Test
  void anOperatorThatRestartsMeanwhileLeavesTheOldAuthorityTrusted() throws IOException {
    ServerCertificate renewed = nextIssuer.issue(List.of(NAME), now);
    mount(renewed, nextIssuer);
    GivenCertificates restarted =
        new GivenCertificates(new CertificateFiles(folder, NAME), new ToldOf(given.trusted()));
    restarted.begin(now);
    assertThat(restarted.certificate(now)).isEqualTo(renewed);
    assertThat(restarted.trusted())
        .containsExactlyInAnyOrder(issuer.certificate(), nextIssuer.certificate());

    now = now.plus(Duration.ofDays(8));
    mount(nextIssuer.issue(List.of(NAME), now), nextIssuer);
    restarted.look(now);
    assertThat(restarted.trusted()).containsExactly(nextIssuer.certificate());
  }

  /** All fleets were told of these by an operator before. */
  private record ToldOf(List<X509Certificate> byAll) implements Told {
    @Override
    public boolean all(List<X509Certificate> roots) {
      return byAll.containsAll(roots);
    }
  }

  @Test
  void oneThatEndsGivesWayEvenIfSomebodyWasNotTold() throws IOException {
    ServerCertificate renewed = nextIssuer.issue(List.of(NAME), now.plus(Duration.ofDays(6)));
    mount(renewed, nextIssuer);
    told = false;
    now = now.plus(Duration.ofDays(7)).minus(Duration.ofMinutes(5));
    look();
    assertThat(given.certificate(now)).isEqualTo(renewed);
  }

  @Test
  void aChangeThatIsTakenBackNeverHappened() throws IOException {
    ServerCertificate old = given.certificate(now);
    mount(nextIssuer.issue(List.of(NAME), now), nextIssuer);
    look();
    mount(old, issuer);
    look();
    now = now.plus(Duration.ofHours(1));
    look();
    assertThat(given.certificate(now)).isEqualTo(old);
    assertThat(given.trusted()).containsExactly(issuer.certificate());
  }

  @Test
  void oneThatWouldNotServeIsNeverShown() throws IOException {
    ServerCertificate old = given.certificate(now);
    mount(nextIssuer.issue(List.of(NAME), now), issuer);
    look();
    now = now.plus(Duration.ofHours(1));
    look();
    assertThat(given.certificate(now)).isEqualTo(old);
    Files.delete(folder.resolve("..data"));
    look();
    assertThat(given.certificate(now)).isEqualTo(old);
  }

  @Test
  void withoutAnyTheOperatorDoesNotBegin() throws IOException {
    Files.delete(folder.resolve("..data"));
    assertThatThrownBy(() -> given.begin(now)).hasMessage(folder + " has no tls.crt");
  }

  private void look() {
    given.look(now);
  }

  private void mount(ServerCertificate shown, CertificateAuthority authority) throws IOException {
    mounts++;
    Path next = Files.createDirectory(folder.resolve("..mount-" + mounts));
    Files.writeString(next.resolve("tls.crt"), Pem.of(shown.chain()));
    Files.writeString(next.resolve("tls.key"), Pem.of(shown.key()));
    Files.writeString(next.resolve("ca.crt"), Pem.of(authority.certificate()));
    Files.deleteIfExists(folder.resolve("..data"));
    Files.createSymbolicLink(folder.resolve("..data"), next.getFileName());
  }
}
