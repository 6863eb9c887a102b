package dev.apifleet.operator.metrics;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks the API server of this cluster. */
final class ClusterAccess implements Access {
  private final KubernetesClient client;

  ClusterAccess(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Optional<Caller> authenticate(String token) {
    TokenReview review = new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build();
    return Optional.of(client.resource(review).create().getStatus())
        .filter(status -> Boolean.TRUE.equals(status.getAuthenticated()))
        .map(status -> caller(status.getUser()));
  }

  @Override
  public boolean mayGet(Caller caller, Wish wish) {
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(caller.user())
            .withGroups(caller.groups())
            .withExtra(caller.extra())
            .withNewResourceAttributes()
            .withVerb("get")
            .withGroup(wish.group())
            .withResource(wish.resource())
            .withNamespace(wish.namespace())
            .withName(wish.name())
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(client.resource(review).create().getStatus().getAllowed());
  }

  private static Caller caller(UserInfo user) {
    return new Caller(
        user.getUsername(),
        Objects.requireNonNullElse(user.getGroups(), java.util.List.of()),
        Objects.requireNonNullElse(user.getExtra(), Map.of()));
  }
}
