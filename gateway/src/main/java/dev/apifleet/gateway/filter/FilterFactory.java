package dev.apifleet.gateway.filter;

import dev.apifleet.gateway.identity.AuthenticateFilter;
import dev.apifleet.gateway.identity.Authenticators;
import dev.apifleet.gateway.limit.RateLimitFilter;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.PolicyConfig;

/** Builds filters from what outlives snapshots: the one place that knows every kind of filter. */
public final class FilterFactory implements FilterBuilder {
  private final RateLimiters limiters;
  private final Authenticators authenticators;

  public FilterFactory(RateLimiters limiters, Authenticators authenticators) {
    this.limiters = limiters;
    this.authenticators = authenticators;
  }

  @Override
  public Filter build(FilterConfig config, String routeAndRule, FilterSite site) {
    return switch (config) {
      case FilterConfig.RateLimit(String policy) ->
          new RateLimitFilter(limiters.get(policy(policy, site), site.gateways()));
      case FilterConfig.Authenticate authenticate ->
          new AuthenticateFilter(authenticate, authenticators.get(site.issuers()));
      case FilterConfig.Cache _ -> Exchange::proceed;
    };
  }

  private static PolicyConfig policy(String name, FilterSite site) {
    PolicyConfig policy = site.policies().get(name);
    if (policy == null) {
      throw new IllegalArgumentException("the policy " + name + " is not in the snapshot");
    }
    return policy;
  }
}
