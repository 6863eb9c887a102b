package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.identity.Forge.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.snapshot.IssuerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.statistics.Statistics;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.JwtClaims;

/** We believe what a library believes and read it alike, but for what we refuse on purpose. */
class TokenVerdictProperties {
  private static final IssuerConfig ISSUER = Forge.issuer("RS256", "ES256");
  private static final RsaJsonWebKey RSA = TestIssuer.newKey("rsa");
  private static final EllipticCurveJsonWebKey CURVE = TestIssuer.newCurveKey("ec");
  private static final TokenVerifier VERIFIER = Forge.verifier(ISSUER, RSA, CURVE);
  private static final LibraryVerdict LIBRARY = new LibraryVerdict(ISSUER, List.of(RSA, CURVE));

  /**
   * A token as it is made.
   *
   * @param claims each as JSON
   */
  record Recipe(Map<String, String> header, Map<String, String> claims, boolean byCurve) {
    String token() {
      String head = json(header);
      String body = json(claims);
      return byCurve
          ? Forge.token(head, body, Forge.ES256, CURVE.getPrivateKey())
          : Forge.token(head, body, Forge.RS256, RSA.getPrivateKey());
    }

    /** Extensions of headers, and times and subjects that nobody means. */
    boolean isRefusedOnPurpose() {
      return header.containsKey("crit")
          || header.containsKey("b64")
          || Objects.equals(claims.get("sub"), "\" \"")
          || claims.values().stream().anyMatch(value -> value.contains("e99"));
    }

    private static String json(Map<String, String> members) {
      List<String> parts = new ArrayList<>();
      members.forEach((name, value) -> parts.add('"' + name + "\":" + value));
      return "{" + String.join(",", parts) + "}";
    }
  }

  @Property(tries = 500)
  void weBelieveWhatALibraryBelieves(@ForAll("recipes") Recipe recipe) throws Exception {
    Verification ours = VERIFIER.verify(recipe.token()).result();
    JwtClaims theirs = LIBRARY.of(recipe.token());
    Statistics.collect(theirs != null);

    if (ours instanceof Verification.Valid valid) {
      assertThat(theirs).as("%s is wrong for the library alone", recipe).isNotNull();
      assertThat(valid.expiresAtMillis())
          .isEqualTo((theirs.getExpirationTime().getValue() + 30) * 1000);
      assertReadAlike(valid.subscriber(), theirs);
    } else {
      assertThat(theirs == null || recipe.isRefusedOnPurpose())
          .as("%s is %s, and right for the library", recipe, ours)
          .isTrue();
    }
  }

  private static void assertReadAlike(Subscriber ours, JwtClaims theirs) throws Exception {
    assertThat(ours.subject()).isEqualTo(theirs.getSubject());
    assertThat(texts(ours.claims())).isEqualTo(texts(theirs.getClaimsMap()));
  }

  /** As limits and backends are told of them. */
  private static Map<String, String> texts(Map<String, Object> claims) {
    Map<String, String> texts = new TreeMap<>();
    claims.forEach(
        (name, value) -> {
          if (value != null) {
            texts.put(name, value.toString());
          }
        });
    return texts;
  }

  @Provide
  Arbitrary<Recipe> recipes() {
    return Combinators.combine(
            changes("\"RS256\"", "alg", "kid", "typ", "crit", "b64", "x"),
            changes("\"a\"", "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "tier", "roles", "x"),
            Arbitraries.of(true, false))
        .as(
            (header, claims, byCurve) ->
                new Recipe(
                    with(
                        Map.of(
                            "alg", byCurve ? "\"ES256\"" : "\"RS256\"",
                            "kid", byCurve ? "\"ec\"" : "\"rsa\""),
                        header),
                    with(Forge.rightClaims(NOW + 60), claims),
                    byCurve));
  }

  private static Map<String, String> with(
      Map<String, String> right, List<Tuple2<String, String>> changes) {
    Map<String, String> all = new TreeMap<>(right);
    changes.forEach(change -> all.put(change.get1(), change.get2()));
    return all;
  }

  private static Arbitrary<List<Tuple2<String, String>>> changes(String usual, String... names) {
    BiFunction<String, String, Tuple2<String, String>> change = Tuple::of;
    return Combinators.combine(Arbitraries.of(names), values(usual))
        .as(change::apply)
        .list()
        .ofMaxSize(2);
  }

  private static Arbitrary<String> values(String usual) {
    return Arbitraries.oneOf(
        Arbitraries.of(
            usual,
            "null",
            "true",
            "[]",
            "{}",
            "[\"shop\"]",
            "[\"shop\",5]",
            "[\"x\",\"admin\"]",
            "\" \"",
            "\"JWT\"",
            "\"shop\"",
            "\"ec\"",
            "\"rsa\"",
            "\"pro\"",
            "{\"a\":[1,2.5,\"x\"],\"b\":null}",
            "\"\\u00e9\\ud83d\\ude00\"",
            "1e99",
            "-1e99",
            "0",
            "" + (NOW + 0.5)),
        Arbitraries.longs().between(NOW - 62, NOW + 62).map(String::valueOf));
  }
}
