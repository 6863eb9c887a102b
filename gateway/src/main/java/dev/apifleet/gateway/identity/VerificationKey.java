package dev.apifleet.gateway.identity;

import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.KeyOperations;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;

/**
 * A public key of an issuer, with what it is meant for.
 *
 * @param id null where it has none
 * @param algorithm the only one that it is for, or null for any that it can do
 * @param curve null for an RSA key
 */
record VerificationKey(String id, String algorithm, String curve, PublicKey key) {
  private static final int LEAST_RSA_BITS = 2048;

  /** Nothing where signatures cannot be checked by it, or it is too weak for that. */
  static Optional<VerificationKey> of(JsonWebKey key) {
    boolean verifies =
        (key.getUse() == null || key.getUse().equals(Use.SIGNATURE))
            && (key.getKeyOps() == null || key.getKeyOps().contains(KeyOperations.VERIFY));
    if (!verifies) {
      return Optional.empty();
    }
    return switch (key) {
      case EllipticCurveJsonWebKey ec -> Optional.of(of(key, ec.getCurveName(), ec.getPublicKey()));
      case RsaJsonWebKey rsa
          when rsa.getRsaPublicKey().getModulus().bitLength() >= LEAST_RSA_BITS ->
          Optional.of(of(key, null, rsa.getPublicKey()));
      default -> Optional.empty();
    };
  }

  private static VerificationKey of(JsonWebKey named, String curve, PublicKey key) {
    return new VerificationKey(named.getKeyId(), named.getAlgorithm(), curve, key);
  }

  /**
   * Whether a token can be signed by it.
   *
   * @param keyId that the token names, or null
   */
  boolean fits(SignatureAlgorithm signedBy, String keyId) {
    return Objects.equals(curve, signedBy.curve())
        && (algorithm == null || algorithm.equals(signedBy.name()))
        && (keyId == null || keyId.equals(id));
  }
}
