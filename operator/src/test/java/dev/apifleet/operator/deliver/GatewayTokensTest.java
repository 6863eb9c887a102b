package dev.apifleet.operator.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayTokensTest {
  @Test
  void aBoundTokenOfAGatewayProvesItsPod() {
    assertThat(identify(Reviews.gateway("edge-1")))
        .contains(new GatewayId("default/edge", "edge-1"));
  }

  @Test
  void anExpiredTokenProvesNothing() {
    assertThat(identify(Reviews.expired())).isEmpty();
  }

  @Test
  void aTokenForAnotherAudienceProvesNothing() {
    var review = edit(Reviews.gateway("edge-1")).withAudiences("https://kubernetes").build();
    assertThat(identify(review)).isEmpty();
  }

  @Test
  void aTokenOfAnotherAccountProvesNothing() {
    for (String name :
        List.of(
            "system:serviceaccount:default:edge",
            "system:serviceaccount:other:edge-gateway",
            "system:serviceaccount:default:ghost-gateway",
            "default:edge-gateway",
            "admin")) {
      var review = edit(Reviews.gateway("edge-1")).editUser().withUsername(name).endUser().build();
      assertThat(identify(review)).as(name).isEmpty();
    }
  }

  @Test
  void aTokenThatIsNotBoundToAPodProvesNothing() {
    var review =
        edit(Reviews.gateway("edge-1"))
            .editUser()
            .removeFromExtra("authentication.kubernetes.io/pod-name")
            .endUser()
            .build();
    assertThat(identify(review)).isEmpty();
  }

  @Test
  void aTokenSaysItselfWhenItEnds() {
    Instant now = Instant.ofEpochSecond(1_000);
    assertThat(GatewayTokens.end("e30." + base64("{\"exp\":4600}") + ".s", now))
        .isEqualTo(Instant.ofEpochSecond(4_600));
    for (String without : List.of("", "opaque", "a.b.c", "e30." + base64("{}") + ".s")) {
      assertThat(GatewayTokens.end(without, now)).as(without).isEqualTo(now.plusSeconds(3_600));
    }
  }

  @Test
  void ofATokenThatCannotBeAGatewaysNobodyIsAsked() {
    assertThat(mayBe("apifleet-operator", 4_600, "system:serviceaccount:a:edge-gateway")).isTrue();
    assertThat(mayBe("kubernetes", 4_600, "system:serviceaccount:a:edge-gateway")).isFalse();
    assertThat(mayBe("apifleet-operator", 900, "system:serviceaccount:a:edge-gateway")).isFalse();
    assertThat(mayBe("apifleet-operator", 4_600, "system:serviceaccount:a:default")).isFalse();
    for (String noToken : List.of("", "opaque", "a.b.c", "e30.bnVsbA.s", "e30.W10.s", "e30..s")) {
      assertThat(GatewayTokens.mayBeOfGateway(noToken, Instant.EPOCH)).as(noToken).isFalse();
    }
  }

  private static boolean mayBe(String audience, long end, String account) {
    String claims =
        "{\"aud\":[\"" + audience + "\"],\"exp\":" + end + ",\"sub\":\"" + account + "\"}";
    String token = "e30." + base64(claims) + ".s";
    return GatewayTokens.mayBeOfGateway(token, Instant.ofEpochSecond(1_000));
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static TokenReviewStatusBuilder edit(TokenReviewStatus review) {
    return new TokenReviewStatusBuilder(review);
  }

  private static Optional<GatewayId> identify(TokenReviewStatus review) {
    return GatewayTokens.identify(review, "default/edge"::equals);
  }
}
