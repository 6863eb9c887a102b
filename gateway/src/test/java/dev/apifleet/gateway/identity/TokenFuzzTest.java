package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** Whatever a stranger sends as a token is refused, and nothing else comes of it. */
class TokenFuzzTest {
  private static final TokenVerifier VERIFIER = verifier();

  private static TokenVerifier verifier() {
    try {
      Keys keys =
          Keys.parse(
              new JsonWebKeySet(TestIssuer.newKey("k1"), TestIssuer.newCurveKey("k2")).toJson());
      IssuerConfig config =
          new IssuerConfig(
              "login",
              TestIssuer.NAME,
              "http://localhost/jwks",
              List.of("shop"),
              List.of("RS256", "ES256", "PS256"),
              "tier",
              "roles",
              List.of("free"));
      KeySource source =
          new KeySource(
              "test", () -> Future.succeededFuture(new Fetched(keys, -1)), Clock.systemUTC());
      return new TokenVerifier(List.of(new Issuer(config, source)), Clock.systemUTC());
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void aStrangersTokenIsRefused(@NotNull String token) {
    assertThat(VERIFIER.verify(token).result()).isInstanceOf(Verification.Invalid.class);
  }

  /** The input is header and payload, with a line end between. */
  @FuzzTest(maxDuration = "1m")
  void aStrangersHeaderAndPayloadAreRefused(@NotNull String input) {
    int line = input.indexOf('\n');
    String header = line < 0 ? input : input.substring(0, line);
    String payload = line < 0 ? "" : input.substring(line + 1);
    aStrangersTokenIsRefused(base64(header) + '.' + base64(payload) + '.' + base64("signature"));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
