package dev.apifleet.apiserver.attack;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Credentials that nobody gave out, made from what everybody can see. */
final class Forgery {

  private Forgery() {}

  /** By how they were made. */
  static Map<String, String> tokens(String honest, String jwks) throws JoseException {
    RsaJsonWebKey ours = (RsaJsonWebKey) new JsonWebKeySet(jwks).getJsonWebKeys().getFirst();
    RsaJsonWebKey theirs = RsaJwkGenerator.generateJwk(2048);
    String[] parts = honest.split("\\.");
    String claims = raised(parts[1]);
    byte[] pem = ours.getRsaPublicKey().getEncoded();
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("no algorithm", text("{\"alg\":\"none\"}") + "." + text(claims) + ".");
    forged.put("raised claims", parts[0] + "." + text(claims) + "." + parts[2]);
    forged.put("no signature", parts[0] + "." + parts[1] + ".");
    forged.put(
        "another's signature", signed(claims, "RS256", ours, theirs.getPrivateKey(), t -> {}));
    forged.put(
        "the public key as a secret",
        signed(claims, "HS256", ours, new SecretKeySpec(pem, "HmacSHA256"), t -> {}));
    forged.put(
        "a key that comes along",
        signed(
            claims,
            "RS256",
            theirs,
            theirs.getPrivateKey(),
            token -> token.getHeaders().setJwkHeaderValue("jwk", theirs)));
    forged.put("no token at all", "a.b.c");
    forged.put("a key of nobody", "afk_" + "0".repeat(49));
    forged.put("a word", "null");
    return forged;
  }

  private static String raised(String claims) {
    String read = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
    return new JsonObject(read)
        .put("sub", "admin@example.com")
        .put("roles", java.util.List.of("admin"))
        .encode();
  }

  private static String signed(
      String claims,
      String algorithm,
      RsaJsonWebKey named,
      Key key,
      Consumer<JsonWebSignature> more)
      throws JoseException {
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims);
    token.setAlgorithmHeaderValue(algorithm);
    token.setKeyIdHeaderValue(named.getKeyId());
    token.setKey(key);
    more.accept(token);
    return token.getCompactSerialization();
  }

  private static String text(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
