package dev.apifleet.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators that share a Secret, and what comes between them. */
class OwnAuthorityTest {
  private static final List<String> NAMES = List.of("operator.svc");

  private final FakeSecrets secrets = new FakeSecrets();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean told = true;
  private boolean follows;
  private final OwnAuthority leader = operator(true);
  private final OwnAuthority follower = operator(false);

  @AfterEach
  void close() {
    secrets.close();
  }

  @Test
  void allOperatorsShowWhatTheSameAuthorityIssued() {
    beginBoth();
    assertThat(leader.trusted()).hasSize(1).isEqualTo(follower.trusted());
    assertThat(issuer(follower)).isEqualTo(issuer(leader));
    assertThat(secrets.writes).isEqualTo(1);
  }

  @Test
  void atRestNothingIsWritten() {
    leader.begin(now);
    look();
    look();
    assertThat(secrets.writes).isEqualTo(1);
  }

  @Test
  void whoAsksByAnnotationGetsANewAuthorityThatAllGoOverTo() {
    beginBoth();
    X509Certificate old = issuer(leader);
    secrets.annotate(AuthoritySecret.ROTATE);
    look();
    assertThat(secrets.secret.getMetadata().getAnnotations())
        .doesNotContainKey(AuthoritySecret.ROTATE);
    assertThat(leader.trusted()).hasSize(2).isEqualTo(follower.trusted());
    look();
    now = now.plus(Duration.ofMinutes(10));
    assertThat(issuer(leader)).isEqualTo(old).isEqualTo(issuer(follower));
    look();
    assertThat(issuer(leader)).isNotEqualTo(old).isEqualTo(issuer(follower));
    assertThat(leader.trusted()).contains(old);
    assertThat(secrets.secret.getData()).doesNotContainKeys("next.crt", "next.key");
  }

  @Test
  void whileAFleetWasNotToldTheOldOneServes() {
    told = false;
    leader.begin(now);
    X509Certificate old = issuer(leader);
    secrets.annotate(AuthoritySecret.ROTATE);
    look();
    now = now.plus(Duration.ofDays(2));
    look();
    assertThat(issuer(leader)).isEqualTo(old);
  }

  /** Each step is one write, and whoever comes next goes on from there. */
  @Test
  void operatorsThatDieAfterEachStepStillComeThrough() {
    leader.begin(now);
    X509Certificate old = issuer(leader);
    secrets.annotate(AuthoritySecret.ROTATE);
    for (int i = 0; i < 3; i++) {
      OwnAuthority successor = operator(true);
      successor.begin(now);
      assertThat(successor.trusted()).contains(issuer(successor), old);
      successor.look(now);
      now = now.plus(Duration.ofMinutes(10));
    }
    follower.begin(now);
    assertThat(issuer(follower)).isNotEqualTo(old);
    assertThat(follower.trusted()).hasSize(2).contains(old);
  }

  @Test
  void ofTwoWhoBothThinkTheyLeadOneIsRefusedAndFollows() {
    leader.begin(now);
    OwnAuthority other = operator(true);
    other.begin(now);
    secrets.annotate(AuthoritySecret.ROTATE);
    secrets.beforeWrite = () -> secrets.store(secrets.secret); // somebody was quicker
    leader.look(now);
    assertThat(leader.trusted()).hasSize(1);
    other.look(now);
    leader.look(now);
    assertThat(leader.trusted()).hasSize(2).isEqualTo(other.trusted());
  }

  @Test
  void aSecretOfAnEarlierVersionIsTakenOver() throws Exception {
    CertificateAuthority old = EarlierVersion.authority(now);
    secrets.store(
        new SecretBuilder()
            .withNewMetadata()
            .withName("apifleet-ca")
            .withNamespace("apifleet-system")
            .endMetadata()
            .addToData("tls.crt", encoded(Pem.of(old.certificate())))
            .addToData("tls.key", encoded(Pem.of(old.key())))
            .build());
    leader.begin(now);
    look();
    assertThat(leader.trusted()).containsExactly(old.certificate());
    assertThat(issuer(leader)).isEqualTo(old.certificate());
    assertThat(secrets.writes).isZero();
    now = now.plus(Duration.ofDays(244));
    look();
    assertThat(leader.trusted()).hasSize(2).contains(old.certificate());
  }

  @Test
  void aSecretThatIsDeletedComesBackWithANewAuthorityBesideTheOld() {
    beginBoth();
    X509Certificate old = issuer(leader);
    secrets.secret = null;
    follower.look(now);
    assertThat(issuer(follower)).isEqualTo(old);
    look();
    assertThat(leader.trusted()).hasSize(2).contains(old).isEqualTo(follower.trusted());
    assertThat(issuer(leader)).isEqualTo(old);
  }

  @Test
  void anOldOneThatSomebodyTakesOutOfTheSecretIsTrustedNoMore() {
    leader.begin(now);
    X509Certificate old = issuer(leader);
    secrets.annotate(AuthoritySecret.ROTATE);
    look();
    look();
    now = now.plus(Duration.ofMinutes(10));
    look();
    assertThat(leader.trusted()).hasSize(2).contains(old);
    secrets.store(new SecretBuilder(secrets.secret).removeFromData("previous.crt").build());
    look();
    assertThat(leader.trusted()).hasSize(1).doesNotContain(old);
  }

  @Test
  void aSecretThatIsSpoiltChangesNothingUntilItIsMended() {
    leader.begin(now);
    X509Certificate old = issuer(leader);
    secrets.store(
        new SecretBuilder(secrets.secret).withData(Map.of("tls.crt", encoded("none"))).build());
    assertThatThrownBy(() -> leader.look(now))
        .hasMessageContaining("Secret apifleet-system/apifleet-ca holds no certificate authority")
        .hasMessageContaining("delete it and a new one is made");
    assertThat(issuer(leader)).isEqualTo(old);
  }

  @Test
  void aKeyOfAnotherAuthorityIsNotTaken() {
    leader.begin(now);
    CertificateAuthority other = CertificateAuthority.create(now);
    secrets.store(
        new SecretBuilder(secrets.secret)
            .addToData("tls.key", encoded(Pem.of(other.key())))
            .build());
    assertThatThrownBy(() -> leader.look(now))
        .hasMessageContaining("tls.key is not the key of tls.crt")
        .hasMessageNotContaining("PRIVATE");
  }

  @Test
  void aCertificateIsRenewedWellBeforeItsEndAndKeptUntilThen() {
    leader.begin(now);
    ServerCertificate first = leader.certificate(now);
    assertThat(leader.certificate(now.plus(Duration.ofDays(4)))).isSameAs(first);
    assertThat(leader.certificate(now.plus(Duration.ofDays(5)))).isNotEqualTo(first);
  }

  private void look() {
    leader.look(now);
    if (follows) {
      follower.look(now);
    }
  }

  private void beginBoth() {
    leader.begin(now);
    follower.begin(now);
    follows = true;
  }

  /** Whom the certificate that is shown is by. */
  private X509Certificate issuer(OwnAuthority operator) {
    X509Certificate shown = operator.certificate(now).certificate();
    return operator.trusted().stream()
        .filter(each -> each.getSubjectX500Principal().equals(shown.getIssuerX500Principal()))
        .findFirst()
        .orElseThrow();
  }

  private OwnAuthority operator(boolean leads) {
    return new OwnAuthority(
        new AuthoritySecret(secrets.client, "apifleet-system"), NAMES, () -> leads, _ -> told);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
