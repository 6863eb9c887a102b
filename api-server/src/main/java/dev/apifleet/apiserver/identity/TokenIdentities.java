package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.access.Standing;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Tells by an access token who asks, and refuses revoked ones. Bearers without dots are no tokens:
 * they are left to those who know keys and opaque sessions.
 */
@ApplicationScoped
public class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {

  private final TokenVerifier verifier;
  private final RevokedTokens revoked;

  TokenIdentities(TokenVerifier verifier, RevokedTokens revoked) {
    this.verifier = verifier;
    this.revoked = revoked;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  /** Before that of the framework, whose key would be one for ever, and whose rank is usual. */
  @Override
  public int priority() {
    return 2 * SYSTEM_FIRST;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    String token = request.getToken().getToken();
    if (token.indexOf('.') < 0) {
      return Uni.createFrom().nullItem();
    }
    return Uni.createFrom().item(() -> verifier.verify(token)).chain(c -> admitted(c, request));
  }

  private Uni<SecurityIdentity> admitted(JwtClaims claims, TokenAuthenticationRequest request) {
    try {
      String id = claims.getJwtId();
      String subject = claims.getSubject();
      long issuedAt = claims.getIssuedAt().getValue();
      Standing standing =
          new Standing(() -> revoked.contains(id, subject, issuedAt).map(over -> !over));
      SecurityIdentity identity = identity(claims, request, standing);
      return revoked
          .contains(id, subject, issuedAt)
          .map(
              over -> {
                if (over) {
                  throw new AuthenticationFailedException("the token is revoked");
                }
                return identity;
              });
    } catch (MalformedClaimException bad) {
      throw new AuthenticationFailedException(bad);
    }
  }

  private static SecurityIdentity identity(
      JwtClaims claims, TokenAuthenticationRequest request, Standing standing)
      throws MalformedClaimException {
    Set<String> roles =
        claims.hasClaim("roles")
            ? new HashSet<>(claims.getStringListClaimValue("roles"))
            : Set.of();
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new DefaultJWTCallerPrincipal(claims))
        .addCredential(request.getToken())
        .addRoles(roles)
        .addAttribute(Standing.ATTRIBUTE, standing)
        .build();
  }
}
