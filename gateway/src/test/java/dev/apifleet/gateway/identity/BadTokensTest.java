package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.identity.Site.FORGERS_KEY;
import static dev.apifleet.gateway.identity.Site.KEY;
import static dev.apifleet.gateway.identity.Site.OPTIONAL;
import static dev.apifleet.gateway.identity.Site.REQUIRED;
import static dev.apifleet.gateway.identity.Site.ask;
import static dev.apifleet.gateway.identity.Site.assertRefused;
import static dev.apifleet.gateway.identity.Site.error;
import static dev.apifleet.gateway.identity.Site.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.FailureLimitFilter;
import dev.apifleet.gateway.limit.Failures;
import dev.apifleet.snapshot.FilterConfig.FailureLimit;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadTokensTest {
  private final Site site = new Site();

  @AfterEach
  void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "bearer x",
        "Bearer a.b.c",
        "BEARER a.b.c.d.e",
        "Bearer ..",
        "Bearer eyJhbGciOiJSUzI1NiJ9.e30.",
        "Bearer eyJhbGciOiJSUzI1NiJ9.bnVsbA.AA"
      })
  void aMalformedTokenIsRefusedEvenWhereNoneIsNeeded(String credential) {
    assertRefused(site.server(OPTIONAL).get("/", "Authorization", credential));
  }

  @Test
  void refusesTokensOutOfTimeOrMeantForOthers() {
    FilterServer server = site.server(OPTIONAL);

    assertThat(reason(server, site.token(c -> c.setExpirationTime(site.issuer.inSeconds(-31)))))
        .contains("expired");
    assertThat(reason(server, site.token(c -> c.setNotBefore(site.issuer.inSeconds(31)))))
        .contains("not valid yet");
    assertThat(reason(server, site.token(c -> c.setAudience("bank")))).contains("another audience");
    assertThat(reason(server, site.token(c -> c.unsetClaim("aud")))).contains("another audience");
    assertThat(reason(server, site.token(c -> c.setIssuer("https://evil.example.com"))))
        .contains("issuer");
    assertThat(reason(server, site.token(c -> c.unsetClaim("iss")))).contains("issuer");
    assertThat(reason(server, site.token(c -> c.unsetClaim("sub")))).contains("claim");
    assertThat(reason(server, site.token(c -> c.setSubject(" ")))).contains("subject");
    assertThat(reason(server, site.token(c -> c.unsetClaim("exp")))).contains("claim");
  }

  @Test
  void clocksMayDifferByHalfAMinute() {
    FilterServer server = site.server(REQUIRED);

    assertThat(
            ask(server, site.token(c -> c.setExpirationTime(site.issuer.inSeconds(-29))))
                .statusCode())
        .isEqualTo(200);
    assertThat(ask(server, site.token(c -> c.setNotBefore(site.issuer.inSeconds(29)))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTokenIsRefusedOnceItExpiresThoughItWasSeenBefore() {
    FilterServer server = site.server(REQUIRED);
    String token = site.token();

    assertThat(ask(server, token).statusCode()).isEqualTo(200);
    site.clock.advance(Duration.ofSeconds(3631));
    assertRefused(ask(server, token));
  }

  @Test
  void refusesAForgedSignature() {
    assertThat(reason(site.server(OPTIONAL), site.issuer.token(FORGERS_KEY, _ -> {})))
        .contains("signature does not match");
  }

  @Test
  void refusesATokenWithoutSignature() {
    JsonWebSignature unsigned = new JsonWebSignature();
    unsigned.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    unsigned.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    unsigned.setPayload(site.issuer.claims(_ -> {}).toJson());

    assertThat(reason(site.server(OPTIONAL, "RS256", "none"), TestIssuer.sign(unsigned)))
        .contains("algorithm");
  }

  @Test
  void refusesThePublicKeyAsASharedSecret() {
    JsonWebSignature confused = new JsonWebSignature();
    confused.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    confused.setKeyIdHeaderValue("k1");
    confused.setPayload(site.issuer.claims(_ -> {}).toJson());
    confused.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));

    assertThat(reason(site.server(OPTIONAL, "RS256", "HS256"), TestIssuer.sign(confused)))
        .contains("algorithm");
  }

  @Test
  void refusesAnAlgorithmThatTheIssuerDoesNotUse() {
    JsonWebSignature other = new JsonWebSignature();
    other.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA512);
    other.setKeyIdHeaderValue("k1");
    other.setPayload(site.issuer.claims(_ -> {}).toJson());
    other.setKey(KEY.getPrivateKey());

    assertThat(reason(site.server(OPTIONAL), TestIssuer.sign(other))).contains("algorithm");
  }

  @Test
  void forgedTokensSoonCostNoSignatureAndDoNotHarmOtherClients() {
    FilterServer server = site.server(OPTIONAL);
    String seenBefore = site.token();
    assertThat(ask(server, seenBefore).statusCode()).isEqualTo(200);
    String forged = site.issuer.token(FORGERS_KEY, _ -> {});
    for (int i = 0; i < 60; i++) {
      assertThat(ask(server, forged).statusCode()).isEqualTo(401);
    }

    Answer limited = ask(server, forged);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(error(limited)).isEqualTo("too_many_bad_tokens");
    assertThat(limited.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(60L, 62L);
    assertThat(ask(server, seenBefore).statusCode()).isEqualTo(200);
    assertThat(
            server
                .get("/", "Authorization", "Bearer " + site.token(), "x-client", "10.9.9.9")
                .statusCode())
        .isEqualTo(200);
    site.clock.advance(Duration.ofMinutes(2));
    assertThat(ask(server, site.token(c -> c.setSubject("bob"))).statusCode()).isEqualTo(200);
  }

  @Test
  void aFailureLimitCountsWhatAuthenticationRefuses() {
    Failures failures =
        new Failures(Redis.createClient(site.vertx, "redis://127.0.0.1:1"), site.clock);
    FailureLimit limit = new FailureLimit(List.of(401), 3, 60_000);
    FilterServer server =
        site.server(
            List.of(
                new FailureLimitFilter(limit, "shop/orders/list", failures),
                new AuthenticateFilter(
                    REQUIRED, site.authenticators.get(Site.trust(site.issuer.config("RS256"))))));
    for (int i = 0; i < 3; i++) {
      assertThat(ask(server, "a.b.c").statusCode()).isEqualTo(401);
    }

    assertThat(error(ask(server, site.token()))).isEqualTo("too_many_failures");
  }

  @Test
  void oneGatewayLearnsFromAnotherHowManyAClientSent() {
    String client = "client " + UUID.randomUUID();
    try (Site one = new Site(TestRedis.shared().uri());
        Site two = new Site(TestRedis.shared().uri())) {
      FilterServer first = one.server(OPTIONAL);
      FilterServer second = two.server(OPTIONAL);
      for (int i = 0; i < 60; i++) {
        assertThat(bad(first, client).statusCode()).isEqualTo(401);
      }

      assertThat(bad(second, client).statusCode()).isEqualTo(401);
      eventually(Duration.ofSeconds(5), () -> bad(second, client).statusCode() == 429);
    }
  }

  private static Answer bad(FilterServer server, String client) {
    return server.get("/", "Authorization", "Bearer a.b.c", "x-client", client);
  }
}
