package dev.apifleet.bench.race;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** The key of an issuer, served as JWKS by the backend, and the tokens signed with it. */
final class SigningKey {
  /** The tier of all who bear a token. */
  static final String TIER = "gold";

  private static final String NAME = "https://issuer.bench";
  private static final String AUDIENCE = "bench";
  private static final int BITS = 2048;
  private static final Duration FORCE = Duration.ofDays(1);

  private final RsaJsonWebKey key;
  private final Path folder;
  private final Issuer issuer;

  SigningKey(Backend backend) {
    try {
      key = RsaJwkGenerator.generateJwk(BITS);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
    key.setKeyId("bench");
    key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
    key.setUse("sig");
    folder = backend.folder();
    Installed.write(
        folder.resolve("jwks.json"), new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
    Path pem = Installed.write(folder.resolve("issuer.pem"), pem());
    issuer = new Issuer(NAME, AUDIENCE, pem, "http://127.0.0.1:" + backend.port() + "/jwks");
  }

  private String pem() {
    String der =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(key.getPublicKey().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + der + "\n-----END PUBLIC KEY-----\n";
  }

  Issuer issuer() {
    return issuer;
  }

  /** A file with tokens, a line each, of as many subscribers. */
  Path tokens(int count) {
    String lines =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(this::token)
            .collect(Collectors.joining("\n", "", "\n"));
    return Installed.write(folder.resolve("tokens-" + count), lines);
  }

  private String token(int subscriber) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(NAME);
    claims.setAudience(AUDIENCE);
    claims.setSubject("subscriber-" + subscriber);
    claims.setStringClaim("tier", TIER);
    claims.setStringListClaim("roles", "user");
    claims.setIssuedAtToNow();
    claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().plus(FORCE).getEpochSecond()));
    claims.setJwtId(UUID.randomUUID().toString());
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
