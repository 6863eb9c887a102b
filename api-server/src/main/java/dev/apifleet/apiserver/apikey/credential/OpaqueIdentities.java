package dev.apifleet.apiserver.apikey.credential;

import dev.apifleet.apiserver.access.Standing;
import dev.apifleet.apiserver.apikey.LastUses;
import dev.apifleet.apiserver.apikey.Tier;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Tells who presents an API key or session. */
@ApplicationScoped
public class OpaqueIdentities implements IdentityProvider<OpaqueRequest> {

  /** Where an identity carries the scopes of its key or session. */
  public static final String SCOPES = "scopes";

  private final OpaqueCredentials credentials;
  private final LastUses uses;
  private final Clock clock;

  OpaqueIdentities(OpaqueCredentials credentials, LastUses uses, Clock clock) {
    this.credentials = credentials;
    this.uses = uses;
    this.clock = clock;
  }

  @Override
  public Class<OpaqueRequest> getRequestType() {
    return OpaqueRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      OpaqueRequest request, AuthenticationRequestContext context) {
    return onOwnContext(credentials.find(request)).map(lookup -> judge(lookup, request));
  }

  private SecurityIdentity judge(Lookup lookup, OpaqueRequest request) {
    return switch (lookup) {
      case Lookup.Found(StoredCredential found) when found.isValid(clock.instant()) ->
          identity(found, request);
      case Lookup.Found ended -> throw CredentialProblems.invalid();
      case Lookup.Unknown unknown -> throw CredentialProblems.invalid();
      case Lookup.Away away -> throw CredentialProblems.unavailable();
    };
  }

  private SecurityIdentity identity(StoredCredential found, OpaqueRequest request) {
    uses.note(found.keyId(), clock.instant());
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(found.subject()))
        .addRoles(found.roles())
        .addAttribute(Tier.ATTRIBUTE, found.tier())
        .addAttribute(SCOPES, found.scopes())
        .addAttribute(Standing.ATTRIBUTE, new Standing(() -> stands(found, request)))
        .build();
  }

  /** Another tier changes nothing of what somebody may see. */
  private Uni<Boolean> stands(StoredCredential before, OpaqueRequest request) {
    return credentials
        .find(request)
        .map(
            lookup ->
                switch (lookup) {
                  case Lookup.Found(StoredCredential now) ->
                      now.isValid(clock.instant()) && now.roles().equals(before.roles());
                  case Lookup.Unknown unknown -> false;
                  case Lookup.Away away -> true;
                });
  }

  /** A look-up may be another request's, which completes on the context of that one. */
  private static Uni<Lookup> onOwnContext(Uni<Lookup> lookup) {
    Context own = Vertx.currentContext();
    return own == null ? lookup : lookup.emitOn(MutinyHelper.executor(own));
  }
}
