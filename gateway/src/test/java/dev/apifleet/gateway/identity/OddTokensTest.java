package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.identity.Forge.CLAIMS;
import static dev.apifleet.gateway.identity.Forge.NOW;
import static dev.apifleet.gateway.identity.Forge.RS256;
import static dev.apifleet.gateway.identity.Forge.base64;
import static dev.apifleet.gateway.identity.Forge.claims;
import static dev.apifleet.gateway.identity.Forge.signed;
import static dev.apifleet.gateway.identity.Forge.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be read in more than one way, or says what cannot be, is refused though it is signed.
 */
class OddTokensTest {
  private static final RsaJsonWebKey RSA = TestIssuer.newKey("rsa");
  private static final TokenVerifier VERIFIER = Forge.verifier(Forge.issuer("RS256"), RSA);
  private static final String RSA_HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
  private static final String RSA_TEXT = base64(RSA_HEADER) + '.' + base64(CLAIMS);
  private static final String CLAIM = "a claim is missing or wrong";
  private static final String MALFORMED = "it is not a JSON Web Token";

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ofText", "ofJson", "ofClaims"})
  void refuses(String oddity, String token, String reason) {
    assertThat(VERIFIER.verify(byRsa(RSA_HEADER, CLAIMS)).result())
        .isInstanceOf(Verification.Valid.class);
    assertThat(VERIFIER.verify(token).result()).isEqualTo(new Verification.Invalid(reason));
  }

  static Stream<Arguments> ofText() {
    String good = byRsa(RSA_HEADER, CLAIMS);
    int last = good.length() - 1;
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char other = letters.charAt(letters.indexOf(good.charAt(last)) + 1);
    return Stream.of(
        arguments("padding", good + "==", MALFORMED),
        arguments("bits to spare", good.substring(0, last) + other, MALFORMED),
        arguments("a line end", good + "\n", MALFORMED),
        arguments("a blank within", good.replaceFirst("\\.", ". "), MALFORMED),
        arguments("the other base64", good.substring(0, last - 4) + "+/+/A", MALFORMED),
        arguments("two parts", RSA_TEXT, MALFORMED),
        arguments("four parts", good + ".AA", MALFORMED),
        arguments("five parts", good + ".AA.AA", MALFORMED),
        arguments("a part before", "." + good, MALFORMED),
        arguments("nothing", "", MALFORMED),
        arguments("dots", "..", MALFORMED),
        arguments("not Latin", good.replace('.', '\u2024'), MALFORMED),
        arguments("like ASCII but for a byte", '\u0165' + good.substring(1), MALFORMED),
        arguments("a token within", byRsa(RSA_HEADER, good), MALFORMED));
  }

  static Stream<Arguments> ofJson() {
    byte[] wide = CLAIMS.getBytes(StandardCharsets.UTF_16LE);
    return Stream.of(
        json("something behind", CLAIMS + "x"),
        json("an object behind", CLAIMS + "{}"),
        json("a mark before", "\uFEFF" + CLAIMS),
        json("twice a claim", CLAIMS.replace("{", "{\"sub\":\"bob\",")),
        json("twice within a claim", claims(Map.of("x", "{\"a\":1,\"a\":2}"))),
        json("a comment", "/**/" + CLAIMS),
        json("other quotes", CLAIMS.replace('"', '\'')),
        json("a comma too many", CLAIMS.replace("}", ",}")),
        json("no number", claims(Map.of("x", "NaN"))),
        json("a zero before", claims(Map.of("x", "01"))),
        json("a line end in a text", claims(Map.of("x", "\"a\nb\""))),
        json("too deep", claims(Map.of("x", "[".repeat(65) + "]".repeat(65)))),
        json("a bomb", "{\"a\":".repeat(10_000)),
        json("an endless number", claims(Map.of("x", "9".repeat(1_000)))),
        json("a list", "[" + CLAIMS + "]"),
        json("a text", "\"\""),
        json("null", "null"),
        json("nothing", ""),
        arguments(
            "UTF-16",
            signed(base64(RSA_HEADER) + '.' + base64(wide), RS256, RSA.getPrivateKey()),
            MALFORMED),
        arguments(
            "no UTF-8",
            signed(
                base64(RSA_HEADER)
                    + '.'
                    + base64(
                        claims(Map.of("x", "\"\u00e9\"")).getBytes(StandardCharsets.ISO_8859_1)),
                RS256,
                RSA.getPrivateKey()),
            MALFORMED));
  }

  private static Arguments json(String attack, String claims) {
    return arguments(attack, byRsa(RSA_HEADER, claims), MALFORMED);
  }

  static Stream<Arguments> ofClaims() {
    return Stream.of(
        claim("exp", "\"" + (NOW + 60) + "\"", CLAIM),
        claim("exp", "null", CLAIM),
        claim("exp", "1e999", CLAIM),
        claim("exp", "9223372036854775807", CLAIM),
        claim("exp", "18446744073709551616", CLAIM),
        claim("exp", "-1", "it has expired"),
        claim("exp", "" + (NOW - 30), "it has expired"),
        claim("nbf", "" + (NOW + 31), "it is not valid yet"),
        claim("nbf", "1e99", "it is not valid yet"),
        claim("nbf", "\"0\"", CLAIM),
        claim("nbf", "-1e99", CLAIM),
        claim("iat", "true", CLAIM),
        claim("iat", "" + (NOW + 3601), CLAIM),
        claim("aud", "[]", "it is meant for another audience"),
        claim("aud", "[\"shop\",5]", "it is meant for another audience"),
        claim("aud", "{\"shop\":1}", "it is meant for another audience"),
        claim("sub", "5", CLAIM),
        claim("sub", "\"\\u2003\"", "it names no subject"),
        claim("jti", "[\"a\"]", CLAIM),
        claim("iss", "[\"" + TestIssuer.NAME + "\"]", "its issuer is not accepted here"),
        claim("iss", "null", "its issuer is not accepted here"));
  }

  private static Arguments claim(String name, String value, String reason) {
    return arguments(name + " " + value, byRsa(RSA_HEADER, claims(Map.of(name, value))), reason);
  }

  private static String byRsa(String header, String claims) {
    return token(header, claims, RS256, RSA.getPrivateKey());
  }
}
