package dev.apifleet.gateway.identity;

import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * An issuer's public keys as last published.
 *
 * @param source the JSON they were read from
 */
record Keys(String source, List<JsonWebKey> keys) {
  static final Keys NONE = new Keys("", List.of());

  /**
   * @throws JoseException when it is not a JSON Web Key Set
   */
  static Keys parse(String json) throws JoseException {
    return new Keys(json, List.copyOf(new JsonWebKeySet(json).getJsonWebKeys()));
  }

  /** The key that a token names, or null. */
  JsonWebKey select(JsonWebSignature token) {
    try {
      return new VerificationJwkSelector().selectWithVerifySignatureDisambiguate(token, keys);
    } catch (JoseException e) {
      return null;
    }
  }
}
