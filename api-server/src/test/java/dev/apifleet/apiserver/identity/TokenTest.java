package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class TokenTest {

  private static final User ADMIN =
      new User("admin@example.com", "", "admin", List.of("admin", "user"), "enterprise");

  @Inject SigningKey key;
  @Inject ApiServerConfig config;

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
    long life = claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue();
    assertEquals(Duration.ofHours(24).toSeconds(), life);
  }

  @Test
  void headerNamesTheKey() {
    String header = decoded(userToken().split("\\.")[0]);
    assertTrue(header.contains("\"kid\":\"" + key.id() + "\""), header);
    assertTrue(header.contains("\"alg\":\"RS256\""), header);
  }

  @Test
  void forgedSignatureIsRefused() throws Exception {
    SigningKey forger = SigningKey.generate();
    assertRefused(new Tokens(forger, config, Clock.systemUTC()).issue(ADMIN));
  }

  @Test
  void changedClaimsAreRefused() {
    String[] parts = userToken().split("\\.");
    String claims = decoded(parts[1]).replace("\"free\"", "\"enterprise\"");
    assertRefused(parts[0] + "." + encoded(claims) + "." + parts[2]);
  }

  @Test
  void unsignedTokenIsRefused() {
    String claims = decoded(userToken().split("\\.")[1]);
    assertRefused(encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".");
  }

  @Test
  void expiredTokenIsRefused() {
    Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofHours(-25));
    assertRefused(new Tokens(key, config, yesterday).issue(ADMIN));
  }

  @Test
  void tokenOfAnotherIssuerIsRefused() {
    String token = Jwt.issuer("else").audience("apifleet").subject("a").sign(key.privateKey());
    assertRefused(token);
  }

  @Test
  void badTokenIsRefusedWhereNoneIsNeeded() {
    given().get("/api/v1/status").then().statusCode(200);
    bearer("x.y.z").get("/api/v1/status").then().statusCode(401);
  }

  @Test
  void tokenOfSomebodyUnknownIsRefused() {
    User gone = new User("gone@example.com", "", "user", List.of("user"), "free");
    bearer(new Tokens(key, config, Clock.systemUTC()).issue(gone))
        .get("/api/v1/me")
        .then()
        .statusCode(401)
        .body("error", equalTo("account-gone"));
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
