package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** A token is believed if and only if each of the trust rules holds. */
class TrustRulesProperties {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final String SHOP = "https://shop.example.com";
  private static final String BANK = "https://bank.example.com";
  private static final RsaJsonWebKey SHOP_KEY = TestIssuer.newKey("shop-1");
  private static final EllipticCurveJsonWebKey BANK_KEY = TestIssuer.newCurveKey("bank-1");
  private static final RsaJsonWebKey STRANGERS_RSA = TestIssuer.newKey("stranger");
  private static final EllipticCurveJsonWebKey STRANGERS_CURVE = TestIssuer.newCurveKey("stranger");

  private static TokenVerifier verifier;

  /**
   * How a token is made.
   *
   * @param signer whose private key, or the public one as a shared secret, or none
   * @param keyId the {@code kid}, empty for none
   * @param expiresIn seconds, as is the next
   */
  record Recipe(
      String algorithm,
      Signer signer,
      String keyId,
      String issuer,
      String audience,
      long expiresIn,
      long notBeforeIn) {
    boolean isTrustworthy() {
      return isSignedByItsIssuer() && audience.equals("api") && isInForce();
    }

    /** Within half a minute; a time that ends before it begins is none. */
    private boolean isInForce() {
      return expiresIn > -30 && notBeforeIn <= 30 && notBeforeIn < expiresIn;
    }

    private boolean isSignedByItsIssuer() {
      return switch (issuer) {
        case SHOP ->
            algorithm.equals("RS256")
                && signer == Signer.SHOP
                && (keyId.equals("shop-1") || keyId.isEmpty());
        case BANK ->
            algorithm.equals("ES256")
                && signer == Signer.BANK
                && (keyId.equals("bank-1") || keyId.isEmpty());
        default -> false;
      };
    }
  }

  enum Signer {
    SHOP(SHOP_KEY),
    BANK(BANK_KEY),
    STRANGER_RSA(STRANGERS_RSA),
    STRANGER_CURVE(STRANGERS_CURVE);

    private final PublicJsonWebKey key;

    Signer(PublicJsonWebKey key) {
      this.key = key;
    }

    /** A key that suits the algorithm: the public one's text for a shared secret. */
    Key keyFor(String algorithm) {
      if (algorithm.equals("none")) {
        return null;
      }
      return algorithm.startsWith("HS")
          ? new HmacKey(key.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8))
          : key.getPrivateKey();
    }

    boolean suits(String algorithm) {
      boolean curve = key instanceof EllipticCurveJsonWebKey;
      return algorithm.equals("none")
          || algorithm.startsWith("HS")
          || curve == algorithm.startsWith("ES");
    }
  }

  @BeforeContainer
  static void believeTwoIssuers() throws JoseException {
    verifier =
        new TokenVerifier(
            List.of(issuer(SHOP, SHOP_KEY, "RS256"), issuer(BANK, BANK_KEY, "ES256")), CLOCK);
  }

  private static Issuer issuer(String name, PublicJsonWebKey key, String algorithm)
      throws JoseException {
    Keys keys = Keys.parse(new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
    IssuerConfig config =
        new IssuerConfig(
            name,
            name,
            "http://localhost/" + name,
            List.of("api"),
            List.of(algorithm, "none", "HS256"),
            "tier",
            "roles",
            List.of("free"));
    return new Issuer(
        config, new KeySource(name, () -> Future.succeededFuture(new Fetched(keys, -1)), CLOCK));
  }

  @Property(tries = 2000)
  void onlyATrustworthyTokenIsBelieved(@ForAll("recipes") Recipe recipe) {
    Verification verification = verifier.verify(made(recipe)).result();

    if (recipe.isTrustworthy()) {
      assertThat(verification).isInstanceOf(Verification.Valid.class);
    } else {
      assertThat(verification).isInstanceOf(Verification.Invalid.class);
    }
  }

  /** Mostly right, so that one wrong thing is often all that is wrong. */
  @Provide
  Arbitrary<Recipe> recipes() {
    Arbitrary<Recipe> any =
        Combinators.combine(
                mostly("RS256", "ES256", "none", "HS256", "RS512", "PS256"),
                Arbitraries.of(Signer.class),
                Arbitraries.of("shop-1", "bank-1", "shop-1", "bank-1", "stranger", ""),
                mostly(SHOP, BANK, "https://evil.example.com", SHOP + "/"),
                mostly("api", "api", "web", "API"),
                Arbitraries.of(3600L, 3600L, 3600L, -29L, -31L, -3600L),
                Arbitraries.of(-60L, -60L, -60L, 29L, 31L, 3600L))
            .as(Recipe::new);
    return any.filter(recipe -> recipe.signer().suits(recipe.algorithm()));
  }

  private static Arbitrary<String> mostly(String one, String two, String... others) {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(one, two)), Tuple.of(1, Arbitraries.of(others)));
  }

  private static String made(Recipe recipe) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(recipe.issuer());
    claims.setSubject("ann");
    claims.setAudience(recipe.audience());
    claims.setExpirationTime(inSeconds(recipe.expiresIn()));
    claims.setNotBefore(inSeconds(recipe.notBeforeIn()));
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    token.setAlgorithmHeaderValue(recipe.algorithm());
    if (!recipe.keyId().isEmpty()) {
      token.setKeyIdHeaderValue(recipe.keyId());
    }
    token.setPayload(claims.toJson());
    token.setKey(recipe.signer().keyFor(recipe.algorithm()));
    token.setDoKeyValidation(false);
    return TestIssuer.sign(token);
  }

  private static NumericDate inSeconds(long seconds) {
    return NumericDate.fromSeconds(CLOCK.instant().getEpochSecond() + seconds);
  }
}
