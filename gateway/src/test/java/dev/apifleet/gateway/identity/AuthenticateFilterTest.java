package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.MutableClock;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticateFilterTest {
  private static final RsaJsonWebKey KEY = TestIssuer.newKey("k1");
  private static final RsaJsonWebKey NEXT_KEY = TestIssuer.newKey("k2");
  private static final RsaJsonWebKey FORGERS_KEY = TestIssuer.newKey("k1");
  private static final Authenticate OPTIONAL = new Authenticate(false, List.of(), List.of());
  private static final Authenticate REQUIRED = new Authenticate(true, List.of(), List.of());

  private final Vertx vertx = Vertx.vertx();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final TestIssuer issuer = new TestIssuer(vertx, clock);
  private final Authenticators authenticators = new Authenticators(vertx, clock);
  private final List<FilterServer> servers = new ArrayList<>();

  AuthenticateFilterTest() {
    issuer.publish(KEY);
  }

  @AfterEach
  void close() {
    servers.forEach(FilterServer::close);
    issuer.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void readsSubjectAndTierFromAValidToken() {
    Answer answer = ask(server(REQUIRED), token());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("test-subject")).contains("ann");
    assertThat(answer.headers().firstValue("test-tier")).contains("pro");
  }

  @Test
  void aTierThatTheIssuerMayNotGiveIsFree() {
    FilterServer server = server(OPTIONAL);

    assertThat(tier(server, token(c -> c.setStringClaim("tier", "enterprise")))).isEqualTo("free");
    assertThat(tier(server, token(c -> c.unsetClaim("tier")))).isEqualTo("free");
    assertThat(tier(server, token(c -> c.setClaim("tier", 7)))).isEqualTo("free");
  }

  @Test
  void withoutATokenAClientIsAnonymousOrAskedToLogIn() {
    assertThat(server(OPTIONAL).get("/").statusCode()).isEqualTo(200);

    Answer refused = server(REQUIRED).get("/");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(error(refused)).isEqualTo("authentication_required");
    assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer");
  }

  @Test
  void otherSchemesAreNotOurs() {
    String basic = "Basic YW5uOnNlY3JldA==";

    assertThat(server(OPTIONAL).get("/", "Authorization", basic).statusCode()).isEqualTo(200);
    assertThat(error(server(REQUIRED).get("/", "Authorization", basic)))
        .isEqualTo("authentication_required");
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
    assertRefused(server(OPTIONAL).get("/", "Authorization", credential));
  }

  @Test
  void refusesTokensOutOfTimeOrMeantForOthers() {
    FilterServer server = server(OPTIONAL);

    assertThat(reason(server, token(c -> c.setExpirationTime(issuer.inSeconds(-31)))))
        .contains("expired");
    assertThat(reason(server, token(c -> c.setNotBefore(issuer.inSeconds(31)))))
        .contains("not valid yet");
    assertThat(reason(server, token(c -> c.setAudience("bank")))).contains("another audience");
    assertThat(reason(server, token(c -> c.unsetClaim("aud")))).contains("another audience");
    assertThat(reason(server, token(c -> c.setIssuer("https://evil.example.com"))))
        .contains("issuer");
    assertThat(reason(server, token(c -> c.unsetClaim("iss")))).contains("issuer");
    assertThat(reason(server, token(c -> c.unsetClaim("sub")))).contains("claim");
    assertThat(reason(server, token(c -> c.setSubject(" ")))).contains("subject");
    assertThat(reason(server, token(c -> c.unsetClaim("exp")))).contains("claim");
  }

  @Test
  void clocksMayDifferByHalfAMinute() {
    FilterServer server = server(REQUIRED);

    assertThat(ask(server, token(c -> c.setExpirationTime(issuer.inSeconds(-29)))).statusCode())
        .isEqualTo(200);
    assertThat(ask(server, token(c -> c.setNotBefore(issuer.inSeconds(29)))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTokenIsRefusedOnceItExpiresThoughItWasSeenBefore() {
    FilterServer server = server(REQUIRED);
    String token = token();

    assertThat(ask(server, token).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(3631));
    assertRefused(ask(server, token));
  }

  @Test
  void refusesAForgedSignature() {
    assertThat(reason(server(OPTIONAL), issuer.token(FORGERS_KEY, _ -> {})))
        .contains("signature does not match");
  }

  @Test
  void refusesATokenWithoutSignature() {
    JsonWebSignature unsigned = new JsonWebSignature();
    unsigned.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    unsigned.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    unsigned.setPayload(issuer.claims(_ -> {}).toJson());

    assertThat(reason(server(OPTIONAL, "RS256", "none"), TestIssuer.sign(unsigned)))
        .contains("algorithm");
  }

  @Test
  void refusesThePublicKeyAsASharedSecret() {
    JsonWebSignature confused = new JsonWebSignature();
    confused.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    confused.setKeyIdHeaderValue("k1");
    confused.setPayload(issuer.claims(_ -> {}).toJson());
    confused.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));

    assertThat(reason(server(OPTIONAL, "RS256", "HS256"), TestIssuer.sign(confused)))
        .contains("algorithm");
  }

  @Test
  void refusesAnAlgorithmThatTheIssuerDoesNotUse() {
    JsonWebSignature other = new JsonWebSignature();
    other.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA512);
    other.setKeyIdHeaderValue("k1");
    other.setPayload(issuer.claims(_ -> {}).toJson());
    other.setKey(KEY.getPrivateKey());

    assertThat(reason(server(OPTIONAL), TestIssuer.sign(other))).contains("algorithm");
  }

  @Test
  void twoAuthorizationHeadersAreAmbiguous() {
    Answer answer =
        server(OPTIONAL).get("/", "Authorization", "Bearer a", "Authorization", "Basic b");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo("ambiguous_authorization");
  }

  @Test
  void asksForOneOfTheRolesAndAllOfTheScopes() {
    assertThat(ask(server(needs(List.of("admin", "editor"), List.of())), token()).statusCode())
        .isEqualTo(200);
    assertThat(
            ask(server(needs(List.of(), List.of("orders:read", "orders:write"))), token())
                .statusCode())
        .isEqualTo(200);

    Answer noRole = ask(server(needs(List.of("admin"), List.of())), token());
    assertThat(noRole.statusCode()).isEqualTo(403);
    assertThat(error(noRole)).isEqualTo("forbidden");
    assertThat(new JsonObject(noRole.body()).getJsonArray("rolesAnyOf")).containsExactly("admin");

    Answer noScope =
        ask(server(needs(List.of(), List.of("orders:read", "orders:delete"))), token());
    assertThat(noScope.statusCode()).isEqualTo(403);
    assertThat(new JsonObject(noScope.body()).getJsonArray("missingScopes"))
        .containsExactly("orders:delete");
    assertThat(noScope.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope", "orders:delete");
  }

  @Test
  void rolesMayBeOneStringAndAreAskedForOfAnonymousClientsToo() {
    FilterServer server = server(needs(List.of("editor"), List.of()));

    assertThat(ask(server, token(c -> c.setStringClaim("roles", "user editor"))).statusCode())
        .isEqualTo(200);
    assertThat(server.get("/").statusCode()).isEqualTo(401);
  }

  @Test
  void withoutAnyIssuerTokensAreTheBackendsAffair() {
    Authenticator nobody = authenticators.get(List.of());
    FilterServer open = server(new AuthenticateFilter(OPTIONAL, nobody));
    FilterServer closed = server(new AuthenticateFilter(REQUIRED, nobody));

    assertThat(ask(open, "whatever").statusCode()).isEqualTo(200);
    Answer refused = ask(closed, "whatever");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(error(refused)).isEqualTo("no_identity_provider");
  }

  @Test
  void aNewKeyIsFoundAndAWithdrawnOneForgotten() {
    FilterServer server = server(REQUIRED);
    String old = token();
    assertThat(ask(server, old).statusCode()).isEqualTo(200);

    issuer.publish(NEXT_KEY);
    clock.advance(Duration.ofSeconds(11));
    assertThat(ask(server, issuer.token(NEXT_KEY, _ -> {})).statusCode()).isEqualTo(200);
    assertRefused(ask(server, old));
  }

  @Test
  void unknownKeysMakeUsAskAtMostEveryTenSeconds() {
    FilterServer server = server(REQUIRED);
    ask(server, token());
    int fetched = issuer.fetches();

    for (int i = 0; i < 5; i++) {
      assertRefused(ask(server, issuer.token(TestIssuer.newKey("unknown" + i), _ -> {})));
    }
    assertThat(issuer.fetches()).isEqualTo(fetched);
    clock.advance(Duration.ofSeconds(11));
    assertRefused(ask(server, issuer.token(TestIssuer.newKey("unknown"), _ -> {})));
    assertThat(issuer.fetches()).isEqualTo(fetched + 1);
  }

  @Test
  void whileTheIssuerIsAwayKnownKeysServeAndUnknownOnesAre503() {
    FilterServer server = server(REQUIRED);
    assertThat(ask(server, token()).statusCode()).isEqualTo(200);

    issuer.away(true);
    clock.advance(Duration.ofMinutes(6));
    assertThat(ask(server, token(c -> c.setSubject("bob"))).statusCode()).isEqualTo(200);
    Answer unknown = ask(server, issuer.token(NEXT_KEY, _ -> {}));
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(error(unknown)).isEqualTo("keys_unavailable");
    assertThat(unknown.headers().firstValue("retry-after")).contains("10");

    issuer.away(false);
    issuer.publish(KEY, NEXT_KEY);
    clock.advance(Duration.ofSeconds(11));
    assertThat(ask(server, issuer.token(NEXT_KEY, _ -> {})).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"keys\":7}"})
  void anAnswerThatIsNotAKeySetLeavesTheKeysAsTheyAre(String answer) {
    FilterServer server = server(REQUIRED);
    assertThat(ask(server, token()).statusCode()).isEqualTo(200);

    issuer.answer(answer);
    clock.advance(Duration.ofSeconds(11));
    assertThat(ask(server, issuer.token(NEXT_KEY, _ -> {})).statusCode()).isEqualTo(503);
    assertThat(ask(server, token(c -> c.setSubject("bob"))).statusCode()).isEqualTo(200);
  }

  @Test
  void anEndlessKeySetIsCutOff() {
    issuer.answer("{\"keys\":[\"" + "x".repeat(400_000) + "\"]}");

    assertThat(ask(server(REQUIRED), token()).statusCode()).isEqualTo(503);
  }

  @Test
  void forgedTokensSoonCostNoSignatureAndDoNotHarmOtherClients() {
    FilterServer server = server(OPTIONAL);
    String seenBefore = token();
    assertThat(ask(server, seenBefore).statusCode()).isEqualTo(200);
    String forged = issuer.token(FORGERS_KEY, _ -> {});
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
                .get("/", "Authorization", "Bearer " + token(), "x-client", "10.9.9.9")
                .statusCode())
        .isEqualTo(200);
    clock.advance(Duration.ofMinutes(2));
    assertThat(ask(server, token(c -> c.setSubject("bob"))).statusCode()).isEqualTo(200);
  }

  @Test
  void theSameIssuersKeepTheirAuthenticator() {
    List<IssuerConfig> issuers = List.of(issuer.config("RS256"));

    Authenticator first = authenticators.get(issuers);

    assertThat(authenticators.get(List.of(issuer.config("RS256")))).isSameAs(first);
    assertThat(authenticators.get(List.of(issuer.config("RS256", "RS512")))).isNotSameAs(first);
  }

  private static Authenticate needs(List<String> roles, List<String> scopes) {
    return new Authenticate(false, roles, scopes);
  }

  private FilterServer server(Authenticate config, String... algorithms) {
    String[] names = algorithms.length == 0 ? new String[] {"RS256"} : algorithms;
    return server(
        new AuthenticateFilter(config, authenticators.get(List.of(issuer.config(names)))));
  }

  private FilterServer server(AuthenticateFilter filter) {
    FilterServer server = new FilterServer(vertx, List.of(filter), _ -> Reply.ok("hello"));
    servers.add(server);
    return server;
  }

  private String token() {
    return token(_ -> {});
  }

  private String token(Consumer<JwtClaims> changes) {
    return issuer.token(KEY, changes);
  }

  private static Answer ask(FilterServer server, String token) {
    return server.get("/", "Authorization", "Bearer " + token);
  }

  private static String tier(FilterServer server, String token) {
    return ask(server, token).headers().firstValue("test-tier").orElse(null);
  }

  private static String reason(FilterServer server, String token) {
    Answer answer = ask(server, token);
    assertRefused(answer);
    return new JsonObject(answer.body()).getString("detail");
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(error(answer)).isEqualTo("invalid_token");
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .startsWith("Bearer error=\"invalid_token\"");
  }

  private static String error(Answer answer) {
    return new JsonObject(answer.body()).getString("error");
  }
}
