package dev.apifleet.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that takes what it is given, or does not. */
class ServerIdentityTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Time time = new Time();
  private final CertificateAuthority authority = CertificateAuthority.create(BEGIN);
  private final ServerIdentity identity =
      new ServerIdentity(() -> authority, "apifleet-system", time);
  private final List<PemKeyCertOptions> given = new ArrayList<>();
  private boolean takes = true;

  @Test
  void aCertificateThatWasNotTakenIsGivenAgain() {
    identity.current();
    renew();
    assertThat(given).isEmpty();

    time.now = BEGIN.plus(Duration.ofDays(6));
    takes = false;
    renew();
    renew();
    takes = true;
    renew();
    assertThat(given).hasSize(3);
    assertThat(given.getLast().getCertValue()).isEqualTo(given.getFirst().getCertValue());
    renew();
    assertThat(given).as("it was taken").hasSize(3);
  }

  private void renew() {
    identity.renew(
        certificate -> {
          given.add(certificate);
          return takes ? Future.succeededFuture(true) : Future.failedFuture("not now");
        });
  }

  private static final class Time extends Clock {
    private Instant now = BEGIN;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
