package dev.apifleet.bench.micro;

import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** A token of usual length and the identity provider that has signed it. */
record SignedToken(String text, IssuerConfig issuer) {
  private static final String NAME = "https://login.example.com";
  private static final int KEY_BITS = 2048;
  private static final int LIFE_SECONDS = 3_600;

  static SignedToken by(Vertx vertx, Clock clock) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(KEY_BITS);
      key.setKeyId("k1");
      return new SignedToken(signed(claims(clock), key), issuer(publish(vertx, key)));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, but asked for tokens of another audience. */
  IssuerConfig issuerOf(String audience) {
    return new IssuerConfig(
        issuer.name(),
        issuer.issuer(),
        issuer.jwksUri(),
        List.of(audience),
        issuer.algorithms(),
        issuer.tierClaim(),
        issuer.rolesClaim(),
        issuer.allowedTiers());
  }

  private static int publish(Vertx vertx, RsaJsonWebKey key) {
    String keys = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end(keys))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static IssuerConfig issuer(int port) {
    return new IssuerConfig(
        "login",
        NAME,
        "http://127.0.0.1:" + port + "/jwks.json",
        List.of("shop"),
        List.of("RS256"),
        "tier",
        "roles",
        List.of("free", "pro"));
  }

  private static JwtClaims claims(Clock clock) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(NAME);
    claims.setSubject("4f1d7a0e-5a2e-4a58-9b4e-5f0a3c1de7a2");
    claims.setAudience("shop");
    claims.setJwtId("9e1f3a0c-6f5b-4f0e-8a71-2f9a7f1c5b3d");
    claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
    claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + LIFE_SECONDS * 1000L));
    claims.setStringClaim("tier", "pro");
    claims.setStringClaim("name", "Ann Example");
    claims.setStringClaim("email", "ann@example.com");
    claims.setStringListClaim("roles", "user", "editor");
    claims.setStringClaim("scope", "openid orders:read orders:write");
    return claims;
  }

  private static String signed(JwtClaims claims, RsaJsonWebKey key) throws JoseException {
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setKey(key.getPrivateKey());
    return token.getCompactSerialization();
  }
}
