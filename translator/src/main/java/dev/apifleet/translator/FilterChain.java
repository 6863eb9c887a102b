package dev.apifleet.translator;

import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filters of a rule in the order in which they act: by phase, and within a phase the policies
 * that are attached, then what the rule names, as it names it. Limits that need no identity come
 * before who asks, so that forged tokens are limited before they cost anything; the cache comes
 * after all limits, so that no cached answer escapes one.
 *
 * @param attached policies among the filters that the rule does not name
 */
record FilterChain(List<FilterConfig> filters, List<String> attached) {
  static final FilterChain NONE = new FilterChain(List.of(), List.of());

  private static final Set<String> KNOWN_BEFORE = Set.of("anonymous");

  /** The phases of a request in their order. */
  private enum Phase {
    CORS,
    FIREWALL,
    COMPRESSION,
    FAILURE_LIMIT,
    ANONYMOUS_LIMIT,
    IDENTITY,
    IDENTITY_LIMIT,
    VERSION,
    VALIDATION,
    ANSWER,
    CACHE,
    BACKEND
  }

  /**
   * A policy that is attached in several ways, or named too, acts once.
   *
   * @param needsNoIdentity whether a policy can be enforced before it is known who asks
   */
  static FilterChain of(
      List<FilterConfig> own, SequencedSet<String> attached, Predicate<String> needsNoIdentity) {
    Set<String> named =
        own.stream().map(FilterChain::policy).flatMap(Optional::stream).collect(Collectors.toSet());
    Stream<FilterConfig> others =
        own.stream().filter(filter -> policy(filter).filter(attached::contains).isEmpty());
    return new FilterChain(
        Stream.concat(attached.stream().map(FilterConfig.RateLimit::new), others)
            .sorted(Comparator.comparing(filter -> phase(filter, needsNoIdentity)))
            .toList(),
        attached.stream().filter(policy -> !named.contains(policy)).toList());
  }

  private static Optional<String> policy(FilterConfig filter) {
    return filter instanceof FilterConfig.RateLimit(String policy)
        ? Optional.of(policy)
        : Optional.empty();
  }

  private static Phase phase(FilterConfig filter, Predicate<String> needsNoIdentity) {
    return switch (filter) {
      case FilterConfig.Cors _ -> Phase.CORS;
      case FilterConfig.Waf _ -> Phase.FIREWALL;
      case FilterConfig.Compress _ -> Phase.COMPRESSION;
      case FilterConfig.FailureLimit _ -> Phase.FAILURE_LIMIT;
      case FilterConfig.RateLimit(String policy) ->
          needsNoIdentity.test(policy) ? Phase.ANONYMOUS_LIMIT : Phase.IDENTITY_LIMIT;
      case FilterConfig.Authenticate _ -> Phase.IDENTITY;
      case FilterConfig.Deprecation _ -> Phase.VERSION;
      case FilterConfig.Validate _, FilterConfig.GraphQl _ -> Phase.VALIDATION;
      case FilterConfig.ResponseHeaders _ -> Phase.ANSWER;
      case FilterConfig.Cache _ -> Phase.CACHE;
      case FilterConfig.RequestHeaders _, FilterConfig.Rewrite _, FilterConfig.Mirror _ ->
          Phase.BACKEND;
    };
  }

  /** Whether it can be enforced before it is known who asks. */
  static boolean needsNoIdentity(PolicyConfig policy) {
    return KNOWN_BEFORE.containsAll(policy.limitedTiers())
        && policy.keyParts().stream().allMatch(FilterChain::needsNoIdentity);
  }

  private static boolean needsNoIdentity(KeyPart part) {
    return switch (part) {
      case KeyPart.Identity _, KeyPart.Claim _, KeyPart.ApiKey _ -> false;
      case KeyPart.Ip _, KeyPart.Header _, KeyPart.Route _ -> true;
    };
  }
}
