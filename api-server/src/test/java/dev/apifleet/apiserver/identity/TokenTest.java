package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class TokenTest {

  private static final User ADMIN =
      new User("admin@example.com", "", "admin", List.of("admin", "user"), "enterprise");

  @Inject Keys keys;
  @Inject Tokens tokens;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void publishedKeysVerifyTheToken() throws Exception {
    String jwks = given().get("/.well-known/jwks.json").then().statusCode(200).extract().asString();
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(
                new JwksVerificationKeyResolver(new JsonWebKeySet(jwks).getJsonWebKeys()))
            .setExpectedIssuer("apifleet-api-server")
            .setExpectedAudience("apifleet")
            .setRequireExpirationTime()
            .setRequireIssuedAt()
            .setRequireJwtId()
            .build();

    JwtClaims claims = consumer.processToClaims(userToken());

    assertEquals("user@example.com", claims.getSubject());
    assertEquals("free", claims.getStringClaimValue("tier"));
    assertEquals(List.of("user"), claims.getStringListClaimValue("roles"));
    assertTrue(
        List.of(claims.getStringClaimValue("scope").split(" ")).contains("resources:create"));
    long life = claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue();
    assertEquals(Duration.ofHours(24).toSeconds(), life);
  }

  @Test
  void headerNamesTheKey() {
    String header = decoded(userToken().split("\\.")[0]);
    assertTrue(header.contains("\"kid\":\"" + signing().id() + "\""), header);
    assertTrue(header.contains("\"alg\":\"RS256\""), header);
  }

  @Test
  void aTokenOfOursIsBelieved() throws Exception {
    assertEquals(200, People.meStatus(signed(claims -> {}, token -> {}, signing().privateKey())));
  }

  @Test
  void signaturesOfOthersAreRefused() throws Exception {
    SigningKey forger = SigningKey.generate();
    assertRefused(signed(claims -> {}, token -> {}, forger.privateKey()));
    assertRefused(
        signed(claims -> {}, token -> token.setKeyIdHeaderValue(forger.id()), forger.privateKey()));
    assertRefused(tokens.sign(forger, ADMIN, "", Optional.empty(), now()).bearer());
  }

  @Test
  void keysThatComeAlongMeanNothing() throws Exception {
    SigningKey forger = SigningKey.generate();
    RsaJsonWebKey jwk = new RsaJsonWebKey(forger.publicHalf().publicKey());
    Consumer<JsonWebSignature> embedded = token -> token.getHeaders().setJwkHeaderValue("jwk", jwk);
    Consumer<JsonWebSignature> linked =
        token -> token.setHeader("jku", "https://evil.example/jwks.json");
    Consumer<JsonWebSignature> certified =
        token -> token.setHeader("x5u", "https://evil.example/cert.pem");
    for (var along : List.of(embedded, linked, certified)) {
      assertRefused(signed(claims -> {}, along, forger.privateKey()));
      assertRefused(
          signed(
              claims -> {},
              along.andThen(token -> token.setKeyIdHeaderValue(null)),
              forger.privateKey()));
    }
  }

  @Test
  void thePublicKeyIsNoSharedSecret() throws Exception {
    byte[] der = signing().publicHalf().publicKey().getEncoded();
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret : List.of(der, pem.getBytes(StandardCharsets.UTF_8))) {
      assertRefused(
          signed(
              claims -> {},
              token -> token.setAlgorithmHeaderValue("HS256"),
              new SecretKeySpec(secret, "HmacSHA256")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "RS512", "PS256"})
  void otherAlgorithmsAreRefused(String algorithm) throws Exception {
    assertRefused(
        signed(
            claims -> {},
            token -> token.setAlgorithmHeaderValue(algorithm),
            signing().privateKey()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", ""})
  void unsignedTokensAreRefused(String algorithm) {
    String[] parts = userToken().split("\\.");
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + signing().id() + "\"}";
    assertRefused(encoded(header) + "." + parts[1] + ".");
    assertRefused(encoded(header) + "." + parts[1] + "." + parts[2]);
    assertRefused(parts[0] + "." + parts[1] + ".");
  }

  @Test
  void changedClaimsAreRefused() {
    String[] parts = userToken().split("\\.");
    for (String change : List.of("free>enterprise", "user@>admin@", "\"user\"]>\"admin\"]")) {
      String[] halves = change.split(">");
      String claims = decoded(parts[1]).replace(halves[0], halves[1]);
      assertRefused(parts[0] + "." + encoded(claims) + "." + parts[2]);
    }
  }

  @Test
  void claimsThatAreNotOursAreRefused() throws Exception {
    Key key = signing().privateKey();
    List<Consumer<JwtClaims>> wrong =
        List.of(
            claims -> claims.setIssuer("else"),
            claims -> claims.unsetClaim("iss"),
            claims -> claims.setAudience("else"),
            claims -> claims.unsetClaim("aud"),
            claims -> claims.unsetClaim("sub"),
            claims -> claims.unsetClaim("jti"),
            claims -> claims.unsetClaim("iat"),
            claims -> claims.unsetClaim("exp"),
            claims -> claims.setExpirationTimeMinutesInTheFuture(-1),
            claims -> claims.setNotBeforeMinutesInThePast(-5f));
    for (Consumer<JwtClaims> change : wrong) {
      assertRefused(signed(change, token -> {}, key));
    }
  }

  @Test
  void expiredTokenIsRefused() {
    long begin = now() - Duration.ofHours(25).toSeconds();
    assertRefused(tokens.issue(ADMIN, "", Optional.empty(), begin).bearer());
  }

  @Test
  void unknownCriticalHeadersAreRefused() throws Exception {
    assertRefused(
        signed(
            claims -> {},
            token -> {
              token.setHeader("crit", List.of("future"));
              token.setHeader("future", "1");
            },
            signing().privateKey()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.y.z", "..", "a.b", ".", "a.b.c.d.e", "'; DROP TABLE account; --"})
  void badTokenIsRefusedWhereNoneIsNeeded(String token) {
    given().get("/api/v1/status").then().statusCode(200);
    bearer(token).get("/api/v1/status").then().statusCode(401);
  }

  @Test
  void tokenOfSomebodyUnknownIsRefused() {
    User gone = new User("gone@example.com", "", "user", List.of("user"), "free");
    bearer(tokens.issue(gone, "", Optional.empty(), now()).bearer())
        .get("/api/v1/me")
        .then()
        .statusCode(401)
        .body("error", equalTo("account-gone"));
  }

  private SigningKey signing() {
    return keys.current().signing();
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private String signed(Consumer<JwtClaims> claims, Consumer<JsonWebSignature> header, Key key)
      throws JoseException {
    JwtClaims all = new JwtClaims();
    all.setIssuer("apifleet-api-server");
    all.setAudience("apifleet");
    all.setSubject("admin@example.com");
    all.setGeneratedJwtId();
    all.setIssuedAtToNow();
    all.setExpirationTimeMinutesInTheFuture(5);
    all.setStringListClaim("roles", "admin", "user");
    claims.accept(all);
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(all.toJson());
    token.setAlgorithmHeaderValue("RS256");
    token.setKeyIdHeaderValue(signing().id());
    token.setKey(key);
    header.accept(token);
    return token.getCompactSerialization();
  }

  private static void assertRefused(String token) {
    bearer(token)
        .get("/api/v1/me")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("error", equalTo("invalid-token"));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
