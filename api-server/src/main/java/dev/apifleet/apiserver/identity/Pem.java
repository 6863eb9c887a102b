package dev.apifleet.apiserver.identity;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads RSA keys from PEM; private ones in PKCS#8 (RFC 5958) and the older PKCS#1 (RFC 8017,
 * A.1.2).
 */
final class Pem {

  private static final int FEWEST_BITS = 2048;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  /** DER of INTEGER 0, then SEQUENCE { OID rsaEncryption, NULL }: how PKCS#8 announces PKCS#1. */
  private static final byte[] RSA_ANNOUNCEMENT =
      HexFormat.of().parseHex("020100" + "300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private Pem() {}

  static RSAPrivateCrtKey rsaPrivateKey(String pem) throws GeneralSecurityException {
    Matcher block = block(pem);
    byte[] der = der(block);
    return switch (block.group(1)) {
      case "PRIVATE KEY" -> parse(der);
      case "RSA PRIVATE KEY" -> parse(pkcs8(der));
      default -> throw found(block, "an RSA PRIVATE KEY or a PRIVATE KEY");
    };
  }

  /** Of a public key (RFC 5280, 4.1: SubjectPublicKeyInfo), or the public half of a private one. */
  static RSAPublicKey rsaPublicKey(String pem) throws GeneralSecurityException {
    Matcher block = block(pem);
    KeySpec spec =
        switch (block.group(1)) {
          case "PUBLIC KEY" -> new X509EncodedKeySpec(der(block));
          case "PRIVATE KEY", "RSA PRIVATE KEY" -> publicHalf(rsaPrivateKey(pem));
          default -> throw found(block, "a PUBLIC KEY or a private one, of RSA");
        };
    return longEnough((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec));
  }

  private static Matcher block(String pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new GeneralSecurityException("found no PEM block; give an RSA key in PEM");
    }
    return block;
  }

  private static byte[] der(Matcher block) {
    return Base64.getMimeDecoder().decode(block.group(2));
  }

  private static GeneralSecurityException found(Matcher block, String wanted) {
    return new GeneralSecurityException("found " + block.group(1) + "; give " + wanted);
  }

  private static KeySpec publicHalf(RSAPrivateCrtKey key) {
    return new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
  }

  private static RSAPrivateCrtKey parse(byte[] pkcs8) throws GeneralSecurityException {
    var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    if (key instanceof RSAPrivateCrtKey rsa) {
      return longEnough(rsa);
    }
    throw new GeneralSecurityException("found half a key; give one with all its parts");
  }

  private static <K extends RSAKey> K longEnough(K key) throws GeneralSecurityException {
    if (key.getModulus().bitLength() < FEWEST_BITS) {
      throw new GeneralSecurityException("found a key too short; give at least 2048 bits");
    }
    return key;
  }

  private static byte[] pkcs8(byte[] pkcs1) {
    byte[] key = der(OCTET_STRING, pkcs1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(RSA_ANNOUNCEMENT);
    content.writeBytes(key);
    return der(SEQUENCE, content.toByteArray());
  }

  /** Tag, length in two bytes (enough for every RSA key up to 16,384 bits and beyond), content. */
  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
