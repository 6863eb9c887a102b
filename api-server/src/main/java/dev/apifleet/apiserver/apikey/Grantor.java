package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.access.Permissions;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Collection;
import java.util.Set;

/** One who hands out API keys: they can give what they have, and reach what is theirs. */
record Grantor(Caller caller, Tier tier, Set<String> roles, Permissions permissions) {

  static Grantor of(SecurityIdentity identity, Permissions permissions) {
    return new Grantor(Caller.of(identity), Tier.of(identity), identity.getRoles(), permissions);
  }

  boolean mayRead(String subject) {
    return subject.equals(caller.subject()) || mayReadAll();
  }

  boolean mayReadAll() {
    return caller.may("api-keys:read-any");
  }

  boolean mayWrite(String subject) {
    return subject.equals(caller.subject()) || caller.may("api-keys:write-any");
  }

  /** To be asked before anybody gets to see a key that can do these things. */
  void checkGives(String subject, Tier given, Collection<String> givenRoles) {
    if (!mayWrite(subject)) {
      throw refused("subject", "You can make keys for yourself only.");
    }
    if (given.compareTo(tier) > 0) {
      throw refused("tier", "You cannot give a tier above your own, " + tier.text() + ".");
    }
    givenRoles.stream()
        .filter(role -> !canGive(role))
        .findFirst()
        .ifPresent(
            role -> {
              throw refused("roles", "The role " + role + " permits what you may not do.");
            });
  }

  /** A role without permissions here may mean something to a rule of the gateways. */
  private boolean canGive(String role) {
    Set<String> given = permissions.of(Set.of(role)).orElse(Set.of());
    return roles.contains(role) || !given.isEmpty() && caller.permissions().containsAll(given);
  }

  private static ProblemException refused(String field, String detail) {
    return new ProblemException(
        new Problem("about:blank", "Forbidden", 403, detail, "forbidden-" + field, field));
  }
}
