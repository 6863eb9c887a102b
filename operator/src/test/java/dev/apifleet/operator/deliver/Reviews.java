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

  /** Of a token that is good for talking to Kubernetes, and so no gateway's. */
  static TokenReviewStatus forKubernetes() {
    return edit().withAudiences("https://kubernetes.default.svc").build();
  }

  /** Of a token that its account could have in any pod, or in none. */
  static TokenReviewStatus unbound() {
    return edit()
        .editUser()
        .removeFromExtra("authentication.kubernetes.io/pod-name")
        .endUser()
        .build();
  }

  static TokenReviewStatus account(String name) {
    return edit().editUser().withUsername("system:serviceaccount:" + name).endUser().build();
  }

  /** What Kubernetes says when the pod that a token is bound to was deleted. */
  static TokenReviewStatus podGone() {
    return new TokenReviewStatusBuilder()
        .withAuthenticated(false)
        .withError("pod \"edge-1\" not found: bound object has been deleted")
        .build();
  }

  private static TokenReviewStatusBuilder edit() {
    return new TokenReviewStatusBuilder(gateway("edge-1"));
  }

  static TokenReviewStatus expired() {
    return new TokenReviewStatusBuilder()
        .withAuthenticated(false)
        .withError("token has expired")
        .build();
  }
}
