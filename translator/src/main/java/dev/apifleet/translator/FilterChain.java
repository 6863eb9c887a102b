package dev.apifleet.translator;

import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the filters of a rule in the order in which they act: by phase, and within a phase as the
 * rule names them. Limits that need no identity come before who asks, so that forged tokens are
 * limited before they cost anything; the cache comes after all limits, so that no cached answer
 * escapes one.
 */
final class FilterChain {
  private static final Set<String> KNOWN_BEFORE = Set.of("anonymous");

  /** The phases of a request in their order. */
  private enum Phase {
    CORS,
    FIREWALL,
    COMPRESSION,
    ANONYMOUS_LIMIT,
    IDENTITY,
    IDENTITY_LIMIT,
    VERSION,
    VALIDATION,
    ANSWER,
    CACHE,
    BACKEND
  }

  private FilterChain() {}

  /** The filters in the order in which they act. */
  static List<FilterConfig> of(List<FilterConfig> filters, Map<String, PolicyConfig> policies) {
    return filters.stream().sorted(Comparator.comparing(f -> phase(f, policies))).toList();
  }

  private static Phase phase(FilterConfig filter, Map<String, PolicyConfig> policies) {
    return switch (filter) {
      case FilterConfig.Cors _ -> Phase.CORS;
      case FilterConfig.Waf _ -> Phase.FIREWALL;
      case FilterConfig.Compress _ -> Phase.COMPRESSION;
      case FilterConfig.FailureLimit _ -> Phase.ANONYMOUS_LIMIT;
      case FilterConfig.RateLimit(String policy) ->
          needsNoIdentity(policies.get(policy)) ? Phase.ANONYMOUS_LIMIT : Phase.IDENTITY_LIMIT;
      case FilterConfig.Authenticate _ -> Phase.IDENTITY;
      case FilterConfig.Deprecation _ -> Phase.VERSION;
      case FilterConfig.Validate _, FilterConfig.GraphQl _ -> Phase.VALIDATION;
      case FilterConfig.ResponseHeaders _ -> Phase.ANSWER;
      case FilterConfig.Cache _ -> Phase.CACHE;
      case FilterConfig.RequestHeaders _, FilterConfig.Rewrite _, FilterConfig.Mirror _ ->
          Phase.BACKEND;
    };
  }

  private static boolean needsNoIdentity(PolicyConfig policy) {
    return KNOWN_BEFORE.containsAll(policy.limits().keySet())
        && KNOWN_BEFORE.containsAll(policy.quotas().keySet())
        && policy.keyParts().stream().allMatch(FilterChain::needsNoIdentity);
  }

  private static boolean needsNoIdentity(KeyPart part) {
    return switch (part) {
      case KeyPart.Identity _, KeyPart.Claim _, KeyPart.ApiKey _ -> false;
      case KeyPart.Ip _, KeyPart.Header _, KeyPart.Route _ -> true;
    };
  }
}
