package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.access.Permissions;
import dev.apifleet.apiserver.apikey.credential.OpaqueIdentities;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** One who hands out API keys: they can give what they have, and reach what is theirs. */
record Grantor(
    Caller caller, Tier tier, Set<String> roles, Set<String> scopes, Permissions permissions) {

  static Grantor of(SecurityIdentity identity, Permissions permissions) {
    Set<String> scopes = identity.getAttribute(OpaqueIdentities.SCOPES);
    return new Grantor(
        Caller.of(identity),
        Tier.of(identity),
        identity.getRoles(),
        scopes == null ? Set.of() : scopes,
        permissions);
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
  void checkGives(
      String subject, Tier given, Collection<String> givenRoles, Collection<String> givenScopes) {
    if (!mayWrite(subject)) {
      throw refused("subject", "You can make keys for yourself only.");
    }
    if (given.compareTo(tier) > 0) {
      throw refused("tier", "You cannot give a tier above your own, " + tier.text() + ".");
    }
    checkAll(
        givenRoles,
        this::canGive,
        role -> refused("roles", "The role " + role + " permits what you may not do."));
    checkAll(
        givenScopes,
        this::holds,
        scope -> refused("scopes", "The scope " + scope + " is none of yours."));
  }

  private static void checkAll(
      Collection<String> given,
      Predicate<String> allowed,
      Function<String, ProblemException> refusal) {
    given.stream()
        .filter(Predicate.not(allowed))
        .findFirst()
        .ifPresent(
            word -> {
              throw refusal.apply(word);
            });
  }

  /** Scopes mean something to the gateways' rules; who makes keys for all may give any. */
  private boolean holds(String scope) {
    return caller.may("api-keys:write-any") || caller.may(scope) || scopes.contains(scope);
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
