package dev.apifleet.apiserver.identity;

import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;

/** An RSA key that verifies tokens, known by its RFC 7638 thumbprint. */
record VerificationKey(RSAPublicKey publicKey, String id) {

  static VerificationKey of(RSAPublicKey publicKey) {
    String id = new RsaJsonWebKey(publicKey).calculateBase64urlEncodedThumbprint("SHA-256");
    return new VerificationKey(publicKey, id);
  }

  /** As a JSON Web Key. */
  Map<String, Object> toJwk() {
    RsaJsonWebKey jwk = new RsaJsonWebKey(publicKey);
    jwk.setKeyId(id);
    jwk.setUse("sig");
    jwk.setAlgorithm("RS256");
    return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
  }
}
