package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.identity.Site.KEY;
import static dev.apifleet.gateway.identity.Site.NEXT_KEY;
import static dev.apifleet.gateway.identity.Site.REQUIRED;
import static dev.apifleet.gateway.identity.Site.ask;
import static dev.apifleet.gateway.identity.Site.assertRefused;
import static dev.apifleet.gateway.identity.Site.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import java.time.Duration;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerKeysTest {
  private final Site site = new Site();

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aNewKeyIsFoundAndAWithdrawnOneForgotten() {
    FilterServer server = site.server(REQUIRED);
    String old = site.token();
    assertThat(ask(server, old).statusCode()).isEqualTo(200);

    site.issuer.publish(NEXT_KEY);
    site.clock.advance(Duration.ofSeconds(11));
    assertThat(ask(server, site.issuer.token(NEXT_KEY, _ -> {})).statusCode()).isEqualTo(200);
    assertRefused(ask(server, old));
  }

  @Test
  void unknownKeysMakeUsAskAtMostEveryTenSeconds() {
    FilterServer server = site.server(REQUIRED);
    ask(server, site.token());
    int fetched = site.issuer.fetches();

    for (int i = 0; i < 5; i++) {
      assertRefused(ask(server, site.issuer.token(TestIssuer.newKey("unknown" + i), _ -> {})));
    }
    assertThat(site.issuer.fetches()).isEqualTo(fetched);
    site.clock.advance(Duration.ofSeconds(11));
    assertRefused(ask(server, site.issuer.token(TestIssuer.newKey("unknown"), _ -> {})));
    assertThat(site.issuer.fetches()).isEqualTo(fetched + 1);
  }

  @Test
  void whileTheIssuerIsAwayKnownKeysServeAndUnknownOnesAre503() {
    FilterServer server = site.server(REQUIRED);
    assertThat(ask(server, site.token()).statusCode()).isEqualTo(200);

    site.issuer.away(true);
    site.clock.advance(Duration.ofMinutes(6));
    assertThat(ask(server, site.token(c -> c.setSubject("bob"))).statusCode()).isEqualTo(200);
    Answer unknown = ask(server, site.issuer.token(NEXT_KEY, _ -> {}));
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(error(unknown)).isEqualTo("keys_unavailable");
    assertThat(unknown.headers().firstValue("retry-after")).contains("10");

    site.issuer.away(false);
    site.issuer.publish(KEY, NEXT_KEY);
    site.clock.advance(Duration.ofSeconds(11));
    assertThat(ask(server, site.issuer.token(NEXT_KEY, _ -> {})).statusCode()).isEqualTo(200);
  }

  @Test
  void anIssuerThatWasNotThereAtFirstIsAskedAgainWithinASecond() {
    site.issuer.away(true);
    FilterServer server = site.server(REQUIRED);
    assertThat(ask(server, site.token()).statusCode()).isEqualTo(503);

    site.issuer.away(false);
    site.clock.advance(Duration.ofMillis(1_100));
    assertThat(ask(server, site.token()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"keys\":7}"})
  void anAnswerThatIsNotAKeySetLeavesTheKeysAsTheyAre(String answer) {
    FilterServer server = site.server(REQUIRED);
    assertThat(ask(server, site.token()).statusCode()).isEqualTo(200);

    site.issuer.answer(answer);
    site.clock.advance(Duration.ofSeconds(11));
    assertThat(ask(server, site.issuer.token(NEXT_KEY, _ -> {})).statusCode()).isEqualTo(503);
    assertThat(ask(server, site.token(c -> c.setSubject("bob"))).statusCode()).isEqualTo(200);
  }

  @Test
  void anEndlessKeySetIsCutOff() {
    site.issuer.answer("{\"keys\":[\"" + "x".repeat(400_000) + "\"]}");

    assertThat(ask(site.server(REQUIRED), site.token()).statusCode()).isEqualTo(503);
  }

  @Test
  void keysAreFetchedAgainInTheBackgroundBeforeTheirTimeIsOver() {
    site.issuer.maxAge(100);
    Trust trust = Site.trust(site.issuer.config("RS256"));
    site.serve(trust);
    FilterServer server = site.server(REQUIRED);
    assertThat(ask(server, site.token()).statusCode()).isEqualTo(200);
    int fetched = site.issuer.fetches();

    site.clock.advance(Duration.ofSeconds(79));
    assertThat(ask(server, site.token(c -> c.setSubject("bob"))).statusCode()).isEqualTo(200);
    assertThat(site.issuer.fetches()).isEqualTo(fetched);
    site.clock.advance(Duration.ofSeconds(2));
    eventually(Duration.ofSeconds(10), () -> site.issuer.fetches() == fetched + 1);
  }

  @Test
  void aWithdrawnKeyIsForgottenThoughNobodyUsesTheIssuer() {
    site.serve(Site.trust(site.issuer.config("RS256")));
    FilterServer server = site.server(REQUIRED);
    assertThat(ask(server, site.token()).statusCode()).isEqualTo(200);
    int fetched = site.issuer.fetches();

    site.issuer.publish(NEXT_KEY);
    site.clock.advance(Duration.ofMinutes(6));
    eventually(Duration.ofSeconds(10), () -> site.issuer.fetches() > fetched);
    eventually(
        Duration.ofSeconds(5),
        () -> ask(server, site.token(c -> c.setSubject("bob"))).statusCode() == 401);
  }

  @Test
  void aKeyTakenOutOfUseStopsTokensThatWereVerifiedBefore() {
    FilterServer server = site.server(REQUIRED, "RS256", "ES256");
    String old = site.token();
    assertThat(ask(server, old).statusCode()).isEqualTo(200);

    EllipticCurveJsonWebKey curve = TestIssuer.newCurveKey("k3");
    site.issuer.publish(curve);
    site.clock.advance(Duration.ofSeconds(11));
    assertThat(ask(server, site.issuer.token(curve, "ES256", _ -> {})).statusCode()).isEqualTo(200);
    assertRefused(ask(server, old));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS512"})
  void allAsymmetricAlgorithmsWorkWhereTheIssuerUsesThem(String algorithm) {
    String token = site.issuer.token(KEY, algorithm, _ -> {});

    assertThat(ask(site.server(REQUIRED, algorithm), token).statusCode()).isEqualTo(200);
    assertRefused(ask(site.server(REQUIRED, "ES256"), token));
  }

  @Test
  void issuersDoNotVouchForEachOther() {
    String name = "https://partner.example.com";
    try (TestIssuer partner = new TestIssuer(site.vertx, site.clock, name)) {
      EllipticCurveJsonWebKey curve = TestIssuer.newCurveKey("k1");
      partner.publish(curve);
      Trust both = Site.trust(site.issuer.config("RS256"), partner.config("ES256"));
      FilterServer server =
          site.server(new AuthenticateFilter(REQUIRED, site.authenticators.get(both)));

      assertThat(ask(server, site.token()).statusCode()).isEqualTo(200);
      assertThat(ask(server, partner.token(curve, "ES256", _ -> {})).statusCode()).isEqualTo(200);
      assertRefused(ask(server, partner.token(KEY, "RS256", _ -> {})));
      assertRefused(ask(server, site.issuer.token(curve, "ES256", _ -> {})));
      assertRefused(ask(server, site.token(c -> c.setIssuer(name))));
    }
  }

  @Test
  void theSameIssuersKeepTheirAuthenticator() {
    Authenticator first = site.authenticators.get(Site.trust(site.issuer.config("RS256")));

    assertThat(site.authenticators.get(Site.trust(site.issuer.config("RS256")))).isSameAs(first);
    assertThat(site.authenticators.get(Site.trust(site.issuer.config("RS256", "RS512"))))
        .isNotSameAs(first);
  }
}
