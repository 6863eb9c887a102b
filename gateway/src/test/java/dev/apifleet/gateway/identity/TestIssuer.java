package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An identity provider that rotates its keys, goes away and comes back as the test wants. */
final class TestIssuer implements AutoCloseable {
  static final String NAME = "https://login.example.com";

  private final Clock clock;
  private final String name;
  private final HttpServer server;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile List<PublicJsonWebKey> published = List.of();
  private volatile boolean away;
  private volatile int maxAge = -1;
  private volatile String body;

  TestIssuer(Vertx vertx, Clock clock) {
    this(vertx, clock, NAME);
  }

  TestIssuer(Vertx vertx, Clock clock, String name) {
    this.clock = clock;
    this.name = name;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  fetches.incrementAndGet();
                  if (maxAge >= 0) {
                    request.response().putHeader("Cache-Control", "public, max-age=" + maxAge);
                  }
                  request.response().setStatusCode(away ? 503 : 200).end(jwks());
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  IssuerConfig config(String... algorithms) {
    return new IssuerConfig(
        "login",
        name,
        "http://127.0.0.1:" + server.actualPort() + "/jwks.json",
        List.of("shop", "admin"),
        List.of(algorithms),
        "tier",
        "roles",
        List.of("free", "pro"));
  }

  static RsaJsonWebKey newKey(String id) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  static EllipticCurveJsonWebKey newCurveKey(String id) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  void publish(PublicJsonWebKey... keys) {
    published = List.of(keys);
  }

  void answer(String json) {
    body = json;
  }

  void maxAge(int seconds) {
    maxAge = seconds;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  int fetches() {
    return fetches.get();
  }

  /** A token in force for an hour, but for the changes. */
  String token(PublicJsonWebKey key, Consumer<JwtClaims> changes) {
    return token(key, AlgorithmIdentifiers.RSA_USING_SHA256, changes);
  }

  String token(PublicJsonWebKey key, String algorithm, Consumer<JwtClaims> changes) {
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims(changes).toJson());
    token.setAlgorithmHeaderValue(algorithm);
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setKey(key.getPrivateKey());
    return sign(token);
  }

  JwtClaims claims(Consumer<JwtClaims> changes) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(name);
    claims.setSubject("ann");
    claims.setAudience("shop");
    claims.setExpirationTime(inSeconds(3600));
    claims.setStringClaim("tier", "pro");
    claims.setStringListClaim("roles", "user", "editor");
    claims.setStringClaim("scope", "orders:read orders:write");
    changes.accept(claims);
    return claims;
  }

  NumericDate inSeconds(long seconds) {
    return NumericDate.fromMilliseconds(clock.millis() + seconds * 1000);
  }

  static String sign(JsonWebSignature token) {
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private String jwks() {
    return body == null
        ? new JsonWebKeySet(new ArrayList<JsonWebKey>(published))
            .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
        : body;
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}
