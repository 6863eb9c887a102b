package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** Makes tokens letter by letter, as no library would, at a fixed time. */
final class Forge {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  static final long NOW = CLOCK.instant().getEpochSecond();
  static final String RS256 = "SHA256withRSA";
  static final String ES256 = "SHA256withECDSAinP1363Format";
  static final String CLAIMS = claims(Map.of());

  private Forge() {}

  /** Those of a good token, with others in place of some, as JSON. */
  static String claims(Map<String, String> others) {
    Map<String, String> claims = new TreeMap<>(rightClaims(NOW + 3600));
    claims.putAll(others);
    StringBuilder json = new StringBuilder();
    claims.forEach((name, value) -> json.append(",\"").append(name).append("\":").append(value));
    return "{" + json.substring(1) + "}";
  }

  /** Those of a good token, each as JSON. */
  static Map<String, String> rightClaims(long expires) {
    return Map.of(
        "iss",
        '"' + TestIssuer.NAME + '"',
        "sub",
        "\"ann\"",
        "aud",
        "\"shop\"",
        "exp",
        "" + expires);
  }

  static String token(String header, String claims, String algorithm, PrivateKey key) {
    return signed(base64(header) + '.' + base64(claims), algorithm, key);
  }

  static String signed(String text, String algorithm, PrivateKey key) {
    return text + '.' + base64(signature(text, algorithm, key));
  }

  static byte[] signature(String text, String algorithm, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.ISO_8859_1));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static IssuerConfig issuer(String... algorithms) {
    return new IssuerConfig(
        "login",
        TestIssuer.NAME,
        "http://localhost/jwks",
        List.of("shop", "admin"),
        List.of(algorithms),
        "tier",
        "roles",
        List.of("free", "pro"));
  }

  /** Believes an issuer that has published these keys. */
  static TokenVerifier verifier(IssuerConfig issuer, JsonWebKey... keys) {
    try {
      Keys published = Keys.parse(new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY));
      KeySource source =
          new KeySource("test", () -> Future.succeededFuture(new Fetched(published, -1)), CLOCK);
      return new TokenVerifier(List.of(new Issuer(issuer, source)), CLOCK);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
