package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.identity.Forge.CLAIMS;
import static dev.apifleet.gateway.identity.Forge.ES256;
import static dev.apifleet.gateway.identity.Forge.RS256;
import static dev.apifleet.gateway.identity.Forge.base64;
import static dev.apifleet.gateway.identity.Forge.signature;
import static dev.apifleet.gateway.identity.Forge.signed;
import static dev.apifleet.gateway.identity.Forge.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tricks with keys, algorithms and signatures that verifiers have fallen for are refused. */
class TokenAttacksTest {
  private static final RsaJsonWebKey RSA = TestIssuer.newKey("rsa");
  private static final RsaJsonWebKey FORGERS = TestIssuer.newKey("rsa");
  private static final EllipticCurveJsonWebKey CURVE = TestIssuer.newCurveKey("ec");
  private static final EllipticCurveJsonWebKey WIDE_CURVE = wideCurve();
  private static final RsaJsonWebKey FOR_SECRETS = meantFor("enc", null);
  private static final RsaJsonWebKey FOR_PSS = meantFor("sig", "PS256");

  private static final TokenVerifier VERIFIER =
      Forge.verifier(
          Forge.issuer("RS256", "ES256", "PS256", "none", "HS256"),
          RSA,
          CURVE,
          WIDE_CURVE,
          FOR_SECRETS,
          FOR_PSS);

  private static final String RSA_HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
  private static final String CURVE_HEADER = "{\"alg\":\"ES256\",\"kid\":\"ec\"}";
  private static final String CURVE_TEXT = base64(CURVE_HEADER) + '.' + base64(CLAIMS);
  private static final String RSA_TEXT = base64(RSA_HEADER) + '.' + base64(CLAIMS);
  private static final String SIGNATURE = "its signature does not match";
  private static final String ALGORITHM = "its algorithm is not accepted here";
  private static final String KEY = "its key is not one of its issuer's";
  private static final String EXTENSION = "its header asks for what is not known here";
  private static final String MALFORMED = "it is not a JSON Web Token";

  private static EllipticCurveJsonWebKey wideCurve() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P384);
      key.setKeyId("ec384");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RsaJsonWebKey meantFor(String use, String algorithm) {
    RsaJsonWebKey key = TestIssuer.newKey(use + algorithm);
    key.setUse(use);
    key.setAlgorithm(algorithm);
    return key;
  }

  @Test
  void believesWhatIsAsItShouldBe() {
    assertThat(verified(byRsa(RSA_HEADER, CLAIMS))).isInstanceOf(Verification.Valid.class);
    assertThat(verified(signed(CURVE_TEXT, ES256, CURVE.getPrivateKey())))
        .isInstanceOf(Verification.Valid.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ofSignature", "ofKey", "ofHeader"})
  void refuses(String attack, String token, String reason) {
    assertThat(verified(token)).isEqualTo(new Verification.Invalid(reason));
  }

  static Stream<Arguments> ofSignature() throws Exception {
    byte[] zeros = new byte[64];
    byte[] ones = new byte[64];
    ones[31] = 1;
    ones[63] = 1;
    byte[] order = Arrays.copyOf(CURVE.getECPublicKey().getParams().getOrder().toByteArray(), 33);
    byte[] orders = new byte[64];
    System.arraycopy(order, 1, orders, 0, 32);
    System.arraycopy(order, 1, orders, 32, 32);
    byte[] good = signature(CURVE_TEXT, ES256, CURVE.getPrivateKey());
    byte[] wide = new byte[66];
    System.arraycopy(good, 0, wide, 1, 32);
    System.arraycopy(good, 32, wide, 34, 32);
    byte[] der = signature(CURVE_TEXT, "SHA256withECDSA", CURVE.getPrivateKey());
    byte[] rsa = signature(RSA_TEXT, RS256, RSA.getPrivateKey());
    return Stream.of(
        arguments("r = s = 0", CURVE_TEXT + '.' + base64(zeros), SIGNATURE),
        arguments("r = s = 1", CURVE_TEXT + '.' + base64(ones), SIGNATURE),
        arguments("r = s = order", CURVE_TEXT + '.' + base64(orders), SIGNATURE),
        arguments("r and s made longer", CURVE_TEXT + '.' + base64(wide), SIGNATURE),
        arguments("r and s in DER", CURVE_TEXT + '.' + base64(der), SIGNATURE),
        arguments("no r and s", CURVE_TEXT + '.', SIGNATURE),
        arguments("no signature", RSA_TEXT + '.', SIGNATURE),
        arguments("zeros", RSA_TEXT + '.' + base64(new byte[256]), SIGNATURE),
        arguments("cut", RSA_TEXT + '.' + base64(Arrays.copyOf(rsa, 255)), SIGNATURE),
        arguments("made longer", RSA_TEXT + '.' + base64(Arrays.copyOf(rsa, 257)), SIGNATURE),
        arguments("another hash", signed(RSA_TEXT, "SHA1withRSA", RSA.getPrivateKey()), SIGNATURE),
        arguments("a forger's", signed(RSA_TEXT, RS256, FORGERS.getPrivateKey()), SIGNATURE));
  }

  static Stream<Arguments> ofKey() throws Exception {
    String none = base64("{\"alg\":\"none\"}") + '.' + base64(CLAIMS) + '.';
    String nOnE = base64("{\"alg\":\"nOnE\"}") + '.' + base64(CLAIMS) + '.';
    return Stream.of(
        arguments("none", none, ALGORITHM),
        arguments("nOnE", nOnE, ALGORITHM),
        arguments("none, signed", byRsa("{\"alg\":\"none\",\"kid\":\"rsa\"}", CLAIMS), ALGORITHM),
        arguments("DER as secret", bySecret(RSA.getPublicKey().getEncoded()), ALGORITHM),
        arguments(
            "JSON as secret",
            bySecret(RSA.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8)),
            ALGORITHM),
        arguments("an algorithm not listed", byRsa("{\"alg\":\"RS512\"}", CLAIMS), ALGORITHM),
        arguments("lower case", byRsa("{\"alg\":\"rs256\",\"kid\":\"rsa\"}", CLAIMS), ALGORITHM),
        arguments(
            "RSA key for a curve's",
            token("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", CLAIMS, RS256, RSA.getPrivateKey()),
            KEY),
        arguments(
            "curve's key for RSA",
            token("{\"alg\":\"RS256\",\"kid\":\"ec\"}", CLAIMS, ES256, CURVE.getPrivateKey()),
            KEY),
        arguments(
            "another curve",
            token(
                "{\"alg\":\"ES256\",\"kid\":\"ec384\"}", CLAIMS, ES256, WIDE_CURVE.getPrivateKey()),
            KEY),
        arguments(
            "a key for secrets",
            token(
                "{\"alg\":\"RS256\",\"kid\":\"encnull\"}",
                CLAIMS,
                RS256,
                FOR_SECRETS.getPrivateKey()),
            KEY),
        arguments(
            "a key for another algorithm",
            token(
                "{\"alg\":\"RS256\",\"kid\":\"sigPS256\"}", CLAIMS, RS256, FOR_PSS.getPrivateKey()),
            KEY),
        arguments(
            "a key of its own",
            token(
                "{\"alg\":\"RS256\",\"jwk\":"
                    + FORGERS.toJson(OutputControlLevel.PUBLIC_ONLY)
                    + ",\"kid\":\"own\"}",
                CLAIMS,
                RS256,
                FORGERS.getPrivateKey()),
            KEY));
  }

  static Stream<Arguments> ofHeader() {
    return Stream.of(
        header("twice an algorithm", "{\"alg\":\"none\",\"alg\":\"RS256\"}", MALFORMED),
        header("twice a key", "{\"alg\":\"RS256\",\"kid\":\"x\",\"kid\":\"rsa\"}", MALFORMED),
        header("an escaped name again", "{\"alg\":\"RS256\",\"\\u0061lg\":\"RS256\"}", MALFORMED),
        header("no algorithm", "{\"kid\":\"rsa\"}", ALGORITHM),
        header("a list of algorithms", "{\"alg\":[\"RS256\"]}", ALGORITHM),
        header("a number as key", "{\"alg\":\"RS256\",\"kid\":5}", MALFORMED),
        header("an object as key", "{\"alg\":\"RS256\",\"kid\":{}}", MALFORMED),
        header("a path as key", "{\"alg\":\"RS256\",\"kid\":\"../../dev/null\"}", KEY),
        header("crit", "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"exp\"]}", EXTENSION),
        header("crit of nothing", "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[]}", EXTENSION),
        header("crit null", "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":null}", EXTENSION),
        header("b64", "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"b64\":false}", EXTENSION),
        arguments(
            "b64 with crit, not encoded",
            signed(
                base64("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"b64\":false,\"crit\":[\"b64\"]}")
                    + '.'
                    + CLAIMS,
                RS256,
                RSA.getPrivateKey()),
            MALFORMED),
        header("no object", "[\"RS256\"]", MALFORMED),
        header("nothing", "", MALFORMED));
  }

  private static Arguments header(String attack, String header, String reason) {
    return arguments(attack, byRsa(header, CLAIMS), reason);
  }

  private static String byRsa(String header, String claims) {
    return token(header, claims, RS256, RSA.getPrivateKey());
  }

  private static String bySecret(byte[] secret) throws Exception {
    String text = base64("{\"alg\":\"HS256\",\"kid\":\"rsa\"}") + '.' + base64(CLAIMS);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return text + '.' + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Verification verified(String token) {
    return VERIFIER.verify(token).result();
  }
}
