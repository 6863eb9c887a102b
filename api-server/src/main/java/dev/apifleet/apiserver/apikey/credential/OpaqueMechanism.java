package dev.apifleet.apiserver.apikey.credential;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Takes API keys and sessions from requests, and refuses what can be no credential; tokens are left
 * to the mechanism that verifies them. Whoever presents nothing is anonymous.
 */
@ApplicationScoped
public class OpaqueMechanism implements HttpAuthenticationMechanism {

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    return switch (Presented.by(context.request().headers())) {
      case Presented.NotOurs none -> Uni.createFrom().nullItem();
      case Presented.Key(String key) -> identities.authenticate(new OpaqueRequest(key, false));
      case Presented.KeyOrSession(String text) ->
          identities.authenticate(new OpaqueRequest(text, true));
      case Presented.Invalid bad -> Uni.createFrom().failure(CredentialProblems.invalid());
      case Presented.Ambiguous many -> Uni.createFrom().failure(CredentialProblems.ambiguous());
    };
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(OpaqueRequest.class);
  }

  /** Before the mechanism for tokens, which would take any bearer for one. */
  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 1;
  }
}
