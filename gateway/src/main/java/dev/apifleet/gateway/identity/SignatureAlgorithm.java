package dev.apifleet.gateway.identity;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * How tokens may be signed (RFC 7518): by a private key only. By a shared secret the public key,
 * which everybody has, would be taken for the secret.
 */
enum SignatureAlgorithm {
  RS256("SHA256withRSA", null),
  RS384("SHA384withRSA", null),
  RS512("SHA512withRSA", null),
  PS256("RSASSA-PSS", salted("SHA-256", 32)),
  PS384("RSASSA-PSS", salted("SHA-384", 48)),
  PS512("RSASSA-PSS", salted("SHA-512", 64)),
  ES256("SHA256withECDSAinP1363Format", "P-256", 64),
  ES384("SHA384withECDSAinP1363Format", "P-384", 96),
  ES512("SHA512withECDSAinP1363Format", "P-521", 132);

  private final String name;
  private final PSSParameterSpec padding;
  private final String curve;
  private final int signatureBytes;

  SignatureAlgorithm(String name, PSSParameterSpec padding) {
    this.name = name;
    this.padding = padding;
    this.curve = null;
    this.signatureBytes = -1;
  }

  SignatureAlgorithm(String name, String curve, int signatureBytes) {
    this.name = name;
    this.padding = null;
    this.curve = curve;
    this.signatureBytes = signatureBytes;
  }

  private static PSSParameterSpec salted(String digest, int saltBytes) {
    return new PSSParameterSpec(
        digest,
        "MGF1",
        new MGF1ParameterSpec(digest),
        saltBytes,
        PSSParameterSpec.TRAILER_FIELD_BC);
  }

  /** The curve that its keys are on, or null where they are RSA keys. */
  String curve() {
    return curve;
  }

  /** Whether the owner of a key has signed the token. */
  boolean verifies(SignedToken token, PublicKey key) {
    byte[] signature = token.signature();
    if (curve != null && signature.length != signatureBytes) {
      return false;
    }
    try {
      // One that is kept and used again would save 200 ns of 27,000, and have to be trusted to be
      // as new.
      Signature check = Signature.getInstance(name);
      if (padding != null) {
        check.setParameter(padding);
      }
      check.initVerify(key);
      check.update(token.text(), 0, token.signedBytes());
      return check.verify(signature);
    } catch (SignatureException | InvalidKeyException _) {
      return false;
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException(e);
    }
  }
}
