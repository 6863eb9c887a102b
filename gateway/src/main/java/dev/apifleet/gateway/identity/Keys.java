package dev.apifleet.gateway.identity;

import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * An issuer's public keys as last published.
 *
 * @param source the JSON they were read from
 */
record Keys(String source, List<VerificationKey> keys) {
  static final Keys NONE = new Keys("", List.of());

  /** Of keys that a token may be signed by, where it does not say by which. */
  private static final int MOST_TRIED = 8;

  /** What is found about a token's signature. */
  enum Signed {
    RIGHTLY,
    WRONGLY,
    /** None of these keys is known to be the one that it has to be checked by. */
    BY_ANOTHER
  }

  /**
   * @throws JoseException when it is not a JSON Web Key Set
   */
  static Keys parse(String json) throws JoseException {
    return new Keys(
        json,
        new JsonWebKeySet(json)
            .getJsonWebKeys().stream().flatMap(key -> VerificationKey.of(key).stream()).toList());
  }

  /**
   * Checks a token's signature.
   *
   * @param keyId that the token names, or null
   */
  Signed check(SignedToken token, SignatureAlgorithm algorithm, String keyId) {
    int tried = 0;
    for (VerificationKey key : keys) {
      if (tried < MOST_TRIED && key.fits(algorithm, keyId)) {
        tried++;
        if (algorithm.verifies(token, key.key())) {
          return Signed.RIGHTLY;
        }
      }
    }
    return tried == 1 ? Signed.WRONGLY : Signed.BY_ANOTHER;
  }
}
