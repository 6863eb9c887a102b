package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PolicyRef;
import dev.apifleet.api.v1alpha1.RouteAuth;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.RuleAction.Refuse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/**
 * What stands between a client and the backends of a rule.
 *
 * @param refusal what the rule answers instead, where a protection is missing
 */
record Protections(FilterChain chain, Optional<Refuse> refusal) {
  static final Authenticate ANYBODY = new Authenticate(false, List.of(), List.of());

  static Protections read(
      FieldPath field,
      RouteRule rule,
      RuleAction action,
      PathEdits paths,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    Authenticate authenticate = authenticate(field.child("auth"), rule.auth(), invalid);
    List<FilterConfig> filters = new ArrayList<>();
    filters.addAll(RouteFilters.read(field, rule, paths, references, invalid, unresolved));
    new Versions(field.child("version"), rule.version(), invalid).end().ifPresent(filters::add);
    Validations.read(field.child("validation"), rule.validation(), invalid).ifPresent(filters::add);
    Caching.read(field.child("cache"), rule, invalid).ifPresent(filters::add);
    Problems missing = new Problems();
    List<String> policies = policies(field.child("rateLimits"), rule, references, invalid, missing);
    Optional<Refuse> refusal =
        missing.none() ? Optional.empty() : Optional.of(Refusals.policyNotFound());
    if (needsIdentity(authenticate) && !references.identity()) {
      missing.add("NoIdentityProvider", noProvider(field.child("auth")));
      refusal = Optional.of(Refusals.noIdentityProvider());
    }
    unresolved.addAll(missing);
    policies.forEach(policy -> filters.add(new FilterConfig.RateLimit(policy)));
    return new Protections(
        chain(filters, references.attached(action), authenticate, references), refusal);
  }

  /**
   * With the policies that are attached and what the fleet adds: CORS where the rule has none of
   * its own, and, since a credential that is presented must be valid everywhere, authentication
   * where the fleet believes anyone.
   */
  static FilterChain chain(
      List<FilterConfig> filters,
      SequencedSet<String> attached,
      Authenticate authenticate,
      RouteScope scope) {
    List<FilterConfig> all = new ArrayList<>(filters);
    if (filters.stream().noneMatch(FilterConfig.Cors.class::isInstance)) {
      scope.cors().ifPresent(cors -> all.add(new FilterConfig.Cors(cors)));
    }
    if (scope.identity()) {
      all.add(authenticate);
    }
    return FilterChain.of(all, attached, scope::needsNoIdentity);
  }

  static boolean needsIdentity(Authenticate authenticate) {
    return !authenticate.equals(ANYBODY);
  }

  private static Authenticate authenticate(FieldPath field, RouteAuth auth, Problems invalid) {
    if (auth == null) {
      return ANYBODY;
    }
    List<String> roles = Items.of(auth.roles());
    List<String> scopes = Items.of(auth.scopes());
    Texts.present(field.child("roles"), roles, invalid);
    Texts.present(field.child("scopes"), scopes, invalid);
    return new Authenticate(
        !Boolean.FALSE.equals(auth.required()),
        roles.stream().filter(role -> !Texts.isBlank(role)).toList(),
        scopes.stream().filter(scope -> !Texts.isBlank(scope)).toList());
  }

  private static List<String> policies(
      FieldPath field,
      RouteRule rule,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    List<PolicyRef> refs = Items.of(rule.rateLimits());
    return IntStream.range(0, refs.size())
        .mapToObj(
            i -> policy(field.item(i).child("name"), refs.get(i), references, invalid, unresolved))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<String> policy(
      FieldPath field,
      PolicyRef ref,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    if (ref == null || Texts.isBlank(ref.name())) {
      invalid.invalid(field, ref == null ? null : ref.name(), "name a RateLimitPolicy");
      return Optional.empty();
    }
    return references.policy(field, ref.name(), unresolved);
  }

  private static String noProvider(FieldPath field) {
    return field
        + ": the rule needs to know who asks, and the fleet has no valid identity provider; add one"
        + " to spec.identityProviders of the GatewayFleet, or spec.apiKeys; until then the rule"
        + " answers 500";
  }
}
