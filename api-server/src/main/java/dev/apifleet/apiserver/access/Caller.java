package dev.apifleet.apiserver.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Set;

/**
 * Who asks, and what they may do. A permission is written {@code resource:action}, as in {@code
 * resources:update}; one whose action ends in {@code -any} reaches what belongs to others.
 */
public record Caller(String subject, Set<String> permissions) {

  /** Where an identity carries its permissions. */
  static final String PERMISSIONS = "apifleet.permissions";

  public static Caller of(SecurityIdentity identity) {
    Set<String> permissions = identity.getAttribute(PERMISSIONS);
    return new Caller(
        identity.isAnonymous() ? null : identity.getPrincipal().getName(),
        permissions == null ? Set.of() : permissions);
  }

  public boolean may(String permission) {
    return permissions.contains(permission);
  }
}
