package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.identity.Site.REQUIRED;
import static dev.apifleet.gateway.identity.Site.ask;
import static dev.apifleet.gateway.identity.Site.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.TestRedis;
import java.time.Duration;
import java.util.UUID;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Site one = new Site(TestRedis.shared().uri());
  private final Site two = new Site(TestRedis.shared().uri());
  private final IssuerDesk desk = new IssuerDesk(one.vertx, TestRedis.shared().uri());
  private final FilterServer first = one.server(REQUIRED);
  private final FilterServer second = two.server(REQUIRED);
  private final String id = UUID.randomUUID().toString();

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void everyGatewayDropsARevokedTokenWithinASecond() {
    String token = one.token(c -> c.setJwtId(id));
    String other = one.token(c -> c.setJwtId(id + "-other"));
    assertThat(ask(first, token).statusCode()).isEqualTo(200);
    assertThat(ask(second, token).statusCode()).isEqualTo(200);

    desk.revokeToken(TestIssuer.NAME, id);

    eventually(A_SECOND, () -> ask(first, token).statusCode() == 401);
    eventually(A_SECOND, () -> ask(second, token).statusCode() == 401);
    assertThat(reason(first, token)).contains("revoked");
    assertThat(ask(first, other).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenThatWasRevokedBeforeItWasSeenIsRefused() {
    desk.revokeToken(TestIssuer.NAME, id);

    assertThat(reason(first, one.token(c -> c.setJwtId(id)))).contains("revoked");
  }

  @Test
  void anIdIsRevokedForItsIssuerOnly() {
    desk.revokeToken("https://other.example.com", id);

    assertThat(ask(first, one.token(c -> c.setJwtId(id))).statusCode()).isEqualTo(200);
  }

  @Test
  void allOlderTokensOfASubjectGoAndYoungerOnesStay() {
    long now = one.clock.millis() / 1000;
    String older = token(now - 10);
    String undated = one.token(c -> c.setSubject(id));
    String younger = token(now);
    assertThat(ask(first, older).statusCode()).isEqualTo(200);
    assertThat(ask(first, younger).statusCode()).isEqualTo(200);

    desk.revokeSubject(TestIssuer.NAME, id, now);

    eventually(A_SECOND, () -> ask(first, older).statusCode() == 401);
    assertThat(reason(second, undated)).contains("revoked");
    assertThat(ask(first, younger).statusCode()).isEqualTo(200);
    assertThat(ask(first, one.token()).statusCode()).isEqualTo(200);
  }

  @Test
  void aRevocationThatNobodyToldIsNoticedInHalfAMinute() {
    String token = one.token(c -> c.setJwtId(id));
    assertThat(ask(first, token).statusCode()).isEqualTo(200);
    desk.put(IssuerStore.REVOKED_ID, TestIssuer.NAME + "\n" + id, "revoked", "1");

    one.clock.advance(Duration.ofSeconds(31));
    eventually(A_SECOND, () -> ask(first, token).statusCode() == 401);
  }

  private String token(long issuedAtSeconds) {
    return one.token(
        c -> {
          c.setSubject(id);
          c.setIssuedAt(NumericDate.fromSeconds(issuedAtSeconds));
        });
  }
}
