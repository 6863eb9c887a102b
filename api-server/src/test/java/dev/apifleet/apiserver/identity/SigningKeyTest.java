package dev.apifleet.apiserver.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

  private final SigningKey key = SigningKey.generate();

  SigningKeyTest() throws GeneralSecurityException {}

  @Test
  void isKnownByItsThumbprint() throws GeneralSecurityException {
    Map<String, Object> jwk = key.publicHalf().toJwk();
    // RFC 7638, 3.1: the required members in lexical order, without white space
    String canonical =
        "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}".formatted(jwk.get("e"), jwk.get("n"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
    assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(digest), key.id());
  }

  @Test
  void publishesThePublicHalfAlone() {
    assertEquals(Set.of("kty", "kid", "use", "alg", "n", "e"), key.publicHalf().toJwk().keySet());
    assertFalse(key.toString().contains(key.privateKey().getPrivateExponent().toString()));
  }
}
