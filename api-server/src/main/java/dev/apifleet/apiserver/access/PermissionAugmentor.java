package dev.apifleet.apiserver.access;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Permission;
import java.util.Optional;
import java.util.Set;

/** Gives an identity the permissions of its roles, for {@code @PermissionsAllowed} to ask. */
@ApplicationScoped
public class PermissionAugmentor implements SecurityIdentityAugmentor {

  private final Permissions permissions;

  PermissionAugmentor(Permissions permissions) {
    this.permissions = permissions;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous()) {
      return Uni.createFrom().item(identity);
    }
    return permissions.awaited(identity.getRoles()).map(held -> with(identity, held));
  }

  private SecurityIdentity with(SecurityIdentity identity, Optional<Set<String>> held) {
    return QuarkusSecurityIdentity.builder(identity)
        .addAttribute(Caller.PERMISSIONS, held.orElse(Set.of()))
        .addAttribute(
            Standing.ATTRIBUTE,
            Standing.of(identity).and(() -> permissions.of(identity.getRoles()).equals(held)))
        .addPermissionChecker(asked -> Uni.createFrom().item(() -> holds(held, asked)))
        .build();
  }

  /** Where the roles were never read, nobody can say whether something is permitted. */
  private static boolean holds(Optional<Set<String>> held, Permission asked) {
    return held.orElseThrow(() -> new ProblemException(UNKNOWN))
        .contains(asked.getName() + ":" + asked.getActions());
  }

  private static final Problem UNKNOWN =
      Problem.unavailable("database-unavailable", "The database is away; try again shortly.");
}
