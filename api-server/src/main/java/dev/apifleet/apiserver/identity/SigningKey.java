package dev.apifleet.apiserver.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;

/** The RSA key pair that signs tokens, known by its RFC 7638 thumbprint. */
record SigningKey(RSAPrivateCrtKey privateKey, RSAPublicKey publicKey, String id) {

  private static final int BITS = 2048;

  static SigningKey of(RSAPrivateCrtKey privateKey) throws GeneralSecurityException {
    RSAPublicKeySpec spec =
        new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent());
    RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    String id = new RsaJsonWebKey(publicKey).calculateBase64urlEncodedThumbprint("SHA-256");
    return new SigningKey(privateKey, publicKey, id);
  }

  static SigningKey generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    KeyPair pair = generator.generateKeyPair();
    return of((RSAPrivateCrtKey) pair.getPrivate());
  }

  /** The public half as a JSON Web Key. */
  Map<String, Object> toJwk() {
    RsaJsonWebKey jwk = new RsaJsonWebKey(publicKey);
    jwk.setKeyId(id);
    jwk.setUse("sig");
    jwk.setAlgorithm("RS256");
    return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
  }

  /** Keeps the private half out of logs. */
  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
