package dev.apifleet.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.trust.Rotation.Seen;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How authorities follow each other, over months that pass as the test says. */
class RotationTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Seen NOTHING = new Seen(false, false);
  private static final Seen TOLD = new Seen(false, true);
  private static final Seen ASKED = new Seen(true, false);

  private Instant now = BEGIN;
  private final CertificateAuthority first = CertificateAuthority.create(BEGIN);
  private Succession<CertificateAuthority> state = Succession.of(first);

  @Test
  void nothingHappensForEightMonths() {
    afterDays(243, NOTHING);
    assertThat(state).isEqualTo(Succession.of(first));
    afterDays(1, NOTHING);
    assertThat(state.heir()).isPresent();
    assertThat(state.current()).isEqualTo(first);
  }

  @Test
  void aNewOneIsTrustedFirstThenServesAndThenTheOldOneIsForgotten() {
    afterDays(244, NOTHING);
    CertificateAuthority second = state.heir().orElseThrow().anchor();
    assertThat(trusted()).containsExactly(first, second);

    after(Duration.ofHours(5), NOTHING);
    assertThat(state.current()).as("serves while a fleet was not told").isEqualTo(first);

    after(Duration.ofSeconds(10), TOLD);
    after(Duration.ofMinutes(9), TOLD);
    assertThat(state.current()).as("serves while pods may not know yet").isEqualTo(first);
    after(Duration.ofMinutes(1), TOLD);
    assertThat(state.current()).isEqualTo(second);
    assertThat(trusted()).containsExactly(first, second);

    Instant lastIssued = now;
    afterDays(7, NOTHING);
    assertThat(first.issue(List.of("x"), lastIssued).end()).isBeforeOrEqualTo(now);
    assertThat(trusted()).as("by whom a certificate may still hold").contains(first);
    afterDays(1, NOTHING);
    assertThat(state).isEqualTo(Succession.of(second));
  }

  @Test
  void whoAsksGetsANewOneAtOnceAndTheOverlapAllTheSame() {
    afterDays(3, ASKED);
    assertThat(trusted()).hasSize(2).contains(first);
    assertThat(state.current()).isEqualTo(first);
  }

  @Test
  void whoAsksAgainDuringAChangeGetsAnotherOneThatBeginsAnew() {
    after(Duration.ofSeconds(10), ASKED);
    CertificateAuthority second = state.heir().orElseThrow().anchor();
    after(Duration.ofSeconds(10), TOLD);
    after(Duration.ofMinutes(9), ASKED);
    assertThat(trusted()).hasSize(2).contains(first).doesNotContain(second);
    after(Duration.ofMinutes(9), NOTHING);
    assertThat(state.current()).isEqualTo(first);
  }

  @Test
  void howeverOftenSomebodyAsksTheTrustStaysSmall() {
    for (int i = 0; i < 100; i++) {
      after(Duration.ofMinutes(1), ASKED);
      after(Duration.ofMinutes(1), TOLD);
      after(Duration.ofMinutes(10), TOLD);
    }
    assertThat(trusted()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void anOldOneWithLittleTimeLeftGivesWayEvenIfSomebodyWasNotTold() {
    afterDays(244, NOTHING);
    afterDays(357 - 244, NOTHING);
    assertThat(state.current()).isEqualTo(first);
    afterDays(1, NOTHING);
    assertThat(state.current()).isNotEqualTo(first);
  }

  @Test
  void oneThatEndedWhileNoOperatorRanGivesWayAtOnce() {
    afterDays(1000, NOTHING);
    after(Duration.ofSeconds(10), NOTHING);
    assertThat(state.current().certificate().getNotAfter().toInstant()).isAfter(now);
  }

  /** Earlier versions made authorities for ten years. */
  @Test
  void oneOfAnEarlierVersionIsReplacedAtEightMonthsToo() throws Exception {
    CertificateAuthority old = EarlierVersion.authority(BEGIN);
    known.add(old);
    state = Succession.of(old);
    afterDays(243, NOTHING);
    assertThat(state.heir()).isEmpty();
    afterDays(1, NOTHING);
    assertThat(trusted()).hasSize(2).contains(old);
    after(Duration.ofSeconds(10), TOLD);
    after(Duration.ofMinutes(10), NOTHING);
    assertThat(state.current()).isNotEqualTo(old);
    assertThat(trusted()).contains(old);
  }

  /** At every moment of three years what is served is by one that pods were told of in time. */
  @Test
  void noGatewayEverMeetsAnOperatorThatItDoesNotTrust() {
    List<X509Certificate> inPods = state.trusted();
    List<X509Certificate> inConfigMaps = inPods;
    for (int hour = 0; hour < 3 * 365 * 24; hour++) {
      inPods = inConfigMaps;
      inConfigMaps = state.trusted();
      var heir = state.heir().map(next -> next.anchor().certificate());
      after(Duration.ofHours(1), new Seen(false, heir.filter(inConfigMaps::contains).isPresent()));
      assertThat(inPods).contains(state.current().certificate());
      assertThat(state.current().lastsUntil()).isAfter(now);
      assertThat(inPods).hasSizeLessThanOrEqualTo(2);
    }
  }

  private final List<CertificateAuthority> known = new ArrayList<>(List.of(first));

  private List<CertificateAuthority> trusted() {
    return state.trusted().stream()
        .map(root -> known.stream().filter(each -> each.certificate().equals(root)).findFirst())
        .map(each -> each.orElse(null))
        .toList();
  }

  private void afterDays(int days, Seen seen) {
    after(Duration.ofDays(days), seen);
  }

  private void after(Duration time, Seen seen) {
    now = now.plus(time);
    state = Rotation.next(state, seen, now, CertificateAuthority::create);
    known.add(state.current());
    state.heir().ifPresent(next -> known.add(next.anchor()));
  }
}
