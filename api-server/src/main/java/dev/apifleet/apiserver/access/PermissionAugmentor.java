package dev.apifleet.apiserver.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Permission;
import java.util.Set;

/** Gives an identity the permissions of its roles, for {@code @PermissionsAllowed} to ask. */
@ApplicationScoped
public class PermissionAugmentor implements SecurityIdentityAugmentor {

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous()) {
      return Uni.createFrom().item(identity);
    }
    Set<String> permissions = Permissions.of(identity.getRoles());
    return Uni.createFrom()
        .item(
            QuarkusSecurityIdentity.builder(identity)
                .addAttribute(Caller.PERMISSIONS, permissions)
                .addPermissionChecker(
                    asked -> Uni.createFrom().item(permissions.contains(name(asked))))
                .build());
  }

  private static String name(Permission asked) {
    return asked.getName() + ":" + asked.getActions();
  }
}
