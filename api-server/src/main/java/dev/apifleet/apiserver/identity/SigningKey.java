package dev.apifleet.apiserver.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

/** The RSA key that signs tokens, with its public half. */
record SigningKey(RSAPrivateCrtKey privateKey, VerificationKey publicHalf) {

  private static final int BITS = 2048;

  static SigningKey of(RSAPrivateCrtKey privateKey) throws GeneralSecurityException {
    RSAPublicKeySpec spec =
        new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent());
    RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    return new SigningKey(privateKey, VerificationKey.of(publicKey));
  }

  static SigningKey generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    KeyPair pair = generator.generateKeyPair();
    return of((RSAPrivateCrtKey) pair.getPrivate());
  }

  String id() {
    return publicHalf.id();
  }

  /** Keeps the private half out of logs. */
  @Override
  public String toString() {
    return "SigningKey[" + id() + "]";
  }
}
