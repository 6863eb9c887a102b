package dev.apifleet.operator.deliver;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Reviews tokens with the API server of this cluster. */
@Singleton
class ClusterTokenReviewer implements TokenReviewer {
  private final KubernetesClient client;

  ClusterTokenReviewer(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public TokenReviewStatus review(String token) {
    if (!GatewayTokens.mayBeOfGateway(token, Instant.now())) {
      return new TokenReviewStatusBuilder().withAuthenticated(false).build();
    }
    var review =
        new TokenReviewBuilder()
            .withNewSpec()
            .withToken(token)
            .withAudiences(GatewayTokens.AUDIENCE)
            .endSpec()
            .build();
    return client.resource(review).create().getStatus();
  }
}
