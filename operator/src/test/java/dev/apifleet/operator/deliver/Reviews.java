package dev.apifleet.operator.deliver;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import java.util.List;

/** What Kubernetes answers when it reviews a token. */
final class Reviews {
  private Reviews() {}

  static TokenReviewStatus gateway(String pod) {
    return new TokenReviewStatusBuilder()
        .withAuthenticated(true)
        .withAudiences(GatewayTokens.AUDIENCE)
        .withNewUser()
        .withUsername("system:serviceaccount:default:edge-gateway")
        .addToExtra("authentication.kubernetes.io/pod-name", List.of(pod))
        .endUser()
        .build();
  }

  static TokenReviewStatus expired() {
    return new TokenReviewStatusBuilder()
        .withAuthenticated(false)
        .withError("token has expired")
        .build();
  }
}
