package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Whatever is sent as a token, only what the issuer signed is believed, and nothing is thrown. */
class TokenVerifierProperties {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final RsaJsonWebKey KEY = TestIssuer.newKey("k1");

  private static Vertx vertx;
  private static TokenVerifier verifier;
  private static String genuine;

  @BeforeContainer
  static void publish() throws JoseException {
    vertx = Vertx.vertx();
    Keys keys = Keys.parse(new JsonWebKeySet(KEY).toJson());
    try (TestIssuer issuer = new TestIssuer(vertx, CLOCK)) {
      IssuerConfig config = issuer.config("RS256");
      KeySource source =
          new KeySource("test", () -> Future.succeededFuture(new Fetched(keys, -1)), CLOCK);
      verifier = new TokenVerifier(List.of(new Issuer(config, source)), CLOCK);
      genuine = issuer.token(KEY, _ -> {});
    }
  }

  @AfterContainer
  static void close() {
    vertx.close();
  }

  @Provide
  Arbitrary<String> junk() {
    Arbitrary<String> part =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMaxLength(40)
            .map(TokenVerifierProperties::base64);
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        part.list().ofMaxSize(6).map(p -> String.join(".", p)));
  }

  @Property
  void refusesJunk(@ForAll("junk") String token) {
    assertThat(verify(token)).isInstanceOf(Verification.Invalid.class);
  }

  @Property
  void refusesOddHeadersAndClaims(
      @ForAll("headers") String header, @ForAll("claims") String claims) {
    String token = base64(header) + "." + base64(claims) + "." + base64("signature");

    assertThat(verify(token)).isInstanceOf(Verification.Invalid.class);
  }

  @Property
  void judgesWhateverTheIssuerSigned(@ForAll("claims") String claims) {
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmHeaderValue("RS256");
    token.setKeyIdHeaderValue("k1");
    token.setPayload(claims);
    token.setKey(KEY.getPrivateKey());

    assertThat(verify(TestIssuer.sign(token))).isNotInstanceOf(Verification.KeysAway.class);
  }

  @Provide
  Arbitrary<String> headers() {
    return objects(
        "\"alg\":\"RS256\"", "alg", "kid", "crit", "zip", "typ", "enc", "b64", "jwk", "x5t");
  }

  @Provide
  Arbitrary<String> claims() {
    return objects(
        "\"iss\":\"" + TestIssuer.NAME + "\"",
        "iss",
        "sub",
        "aud",
        "exp",
        "nbf",
        "iat",
        "roles",
        "tier");
  }

  private static Arbitrary<String> objects(String first, String... names) {
    Arbitrary<String> value =
        Arbitraries.of(
            "null",
            "5",
            "-1e99",
            "true",
            "[]",
            "{}",
            "[null]",
            "[\"b64\"]",
            "\"\"",
            "\"RS256\"",
            "\"none\"",
            "\"HS256\"",
            "\"DEF\"",
            "\"k1\"",
            "\"shop\"",
            "\"" + TestIssuer.NAME + "\"");
    Arbitrary<String> member =
        Combinators.combine(Arbitraries.of(names), value).as((n, v) -> ",\"" + n + "\":" + v);
    return member.list().ofMaxSize(6).map(members -> "{" + first + String.join("", members) + "}");
  }

  @Property
  void refusesEveryChangedToken(@ForAll("places") int place, @ForAll("base64Letters") char letter) {
    String changed = genuine.substring(0, place) + letter + genuine.substring(place + 1);

    assertThat(verify(genuine)).isInstanceOf(Verification.Valid.class);
    if (!changed.equals(genuine)) {
      assertThat(verify(changed)).isInstanceOf(Verification.Invalid.class);
    }
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, genuine.length() - 1);
  }

  @Provide
  Arbitrary<Character> base64Letters() {
    return Arbitraries.chars().alpha().numeric().with('-', '_', '.', '=');
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Verification verify(String token) {
    return verifier.verify(token).result();
  }
}
