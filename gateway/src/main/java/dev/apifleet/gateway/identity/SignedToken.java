package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.check.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * A JSON Web Token in its compact form (RFC 7515), taken apart: nothing of it is believed yet.
 *
 * @param text all of it
 * @param signedBytes how many of the text's bytes are signed
 */
record SignedToken(
    byte[] text,
    int signedBytes,
    byte[] signature,
    Map<String, Object> header,
    Map<String, Object> claims) {
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  /** What the last letter can be where it stands for 2 or 4 bits, so that no other is. */
  private static final String[] LAST_LETTERS = {"", "", "AQgw", "AEIMQUYcgkosw048"};

  /**
   * @throws StrictJson.MalformedException where header or claims are no JSON object
   * @throws IllegalArgumentException where it is not three parts in base64url
   */
  static SignedToken read(String token) throws StrictJson.MalformedException {
    // What is not of this character set becomes a question mark, which base64 does not have.
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException("less than three parts");
    }
    return new SignedToken(
        text,
        second,
        decoded(text, second + 1, text.length),
        StrictJson.readObject(decoded(text, 0, first)),
        StrictJson.readObject(decoded(text, first + 1, second)));
  }

  /** Only what an encoder would make: each token has one text. */
  private static byte[] decoded(byte[] text, int from, int to) {
    int rest = (to - from) % 4;
    if (to > from
        && (text[to - 1] == '=' || rest > 1 && LAST_LETTERS[rest].indexOf(text[to - 1]) < 0)) {
      throw new IllegalArgumentException("padding, or bits to spare");
    }
    return BASE64.decode(Arrays.copyOfRange(text, from, to));
  }
}
