package dev.apifleet.apiserver.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

  /** What stands before the PKCS#1 key in the PKCS#8 encoding of a 2048-bit key. */
  private static final int PKCS8_HEADER_BYTES = 26;

  @Test
  void readsPkcs8() throws GeneralSecurityException {
    PrivateKey key = rsa(2048);
    assertEquals(key, Pem.rsaPrivateKey(pem("PRIVATE KEY", key.getEncoded())));
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 3072, 4096})
  void readsPkcs1AsHelmMakesIt(int bits) throws GeneralSecurityException {
    PrivateKey key = rsa(bits);
    byte[] encoded = key.getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(encoded, PKCS8_HEADER_BYTES, encoded.length);
    assertEquals(key, Pem.rsaPrivateKey(pem("RSA PRIVATE KEY", pkcs1)));
  }

  @Test
  void saysWhatItFoundInstead() {
    assertMessage("found CERTIFICATE;", pem("CERTIFICATE", new byte[] {1}));
    assertMessage("found no PEM block;", "not a key");
  }

  @Test
  void refusesShortKeys() throws GeneralSecurityException {
    assertMessage("at least 2048 bits", pem("PRIVATE KEY", rsa(1024).getEncoded()));
  }

  private static void assertMessage(String expected, String pem) {
    var failure = assertThrows(GeneralSecurityException.class, () -> Pem.rsaPrivateKey(pem));
    assertTrue(failure.getMessage().contains(expected), failure.getMessage());
  }

  private static PrivateKey rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair().getPrivate();
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
