package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.cache.CacheFilter;
import dev.apifleet.gateway.cache.InvalidateFilter;
import dev.apifleet.gateway.cache.ResponseCache;
import dev.apifleet.gateway.check.ValidateFilter;
import dev.apifleet.gateway.compress.CompressFilter;
import dev.apifleet.gateway.cors.CorsFilter;
import dev.apifleet.gateway.edit.MirrorFilter;
import dev.apifleet.gateway.edit.RequestHeadersFilter;
import dev.apifleet.gateway.edit.ResponseHeadersFilter;
import dev.apifleet.gateway.edit.RewriteFilter;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.graphql.GraphQlFilter;
import dev.apifleet.gateway.identity.AuthenticateFilter;
import dev.apifleet.gateway.identity.Authenticators;
import dev.apifleet.gateway.identity.IdentityHeadersFilter;
import dev.apifleet.gateway.limit.FailureLimitFilter;
import dev.apifleet.gateway.limit.Failures;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.version.DeprecationFilter;
import dev.apifleet.gateway.waf.WafFilter;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.IssuerConfig;
import dev.apifleet.snapshot.PolicyConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;

/** Builds filters from what outlives snapshots: the one place that knows every kind of filter. */
final class FilterFactory implements FilterBuilder {
  private final RateLimiters limiters;
  private final Failures failures;
  private final Authenticators authenticators;
  private final ResponseCache cache;
  private final MeterRegistry registry;

  /** Shared by all rules that ask for nothing, so that it stays in a CPU's cache. */
  private final List<Filter> least;

  FilterFactory(
      RateLimiters limiters,
      Failures failures,
      Authenticators authenticators,
      ResponseCache cache,
      MeterRegistry registry) {
    this.registry = registry;
    this.limiters = limiters;
    this.failures = failures;
    this.authenticators = authenticators;
    this.cache = cache;
    this.least = List.of(new InvalidateFilter(cache));
  }

  @Override
  public void check(IssuerConfig issuer) {
    Authenticators.check(issuer);
  }

  @Override
  public void check(ApiKeyConfig key) {
    Authenticators.check(key);
  }

  @Override
  public void prepare(FilterSite site) {
    authenticators.prepare(site);
    limiters.retain(site.policies().keySet());
  }

  /** A rule that does not cache can still write what another rule caches. */
  @Override
  public List<Filter> build(List<FilterConfig> configs, String routeAndRule, FilterSite site) {
    if (configs.isEmpty() && site.trust().headers() == null) {
      return least;
    }
    List<Filter> filters = new ArrayList<>();
    if (site.trust().headers() != null) {
      filters.add(new IdentityHeadersFilter(site.trust().headers()));
    }
    ListIterator<FilterConfig> rest = configs.listIterator();
    while (rest.hasNext()) {
      filters.add(next(rest, routeAndRule, site));
    }
    if (configs.stream().noneMatch(FilterConfig.Cache.class::isInstance)) {
      filters.addAll(least);
    }
    return filters;
  }

  private Filter next(ListIterator<FilterConfig> rest, String routeAndRule, FilterSite site) {
    return switch (rest.next()) {
      case FilterConfig.RateLimit(String policy) ->
          limiters.filter(sideBySide(policy, rest, site), site.gateways());
      case FilterConfig.Authenticate authenticate ->
          new AuthenticateFilter(authenticate, authenticators.get(site.trust()));
      case FilterConfig.FailureLimit limit -> new FailureLimitFilter(limit, routeAndRule, failures);
      case FilterConfig.Compress compress -> new CompressFilter(compress);
      case FilterConfig.Cache caching -> new CacheFilter(caching, routeAndRule, cache);
      case FilterConfig.Cors(CorsConfig cors) -> new CorsFilter(cors);
      case FilterConfig.Deprecation end -> new DeprecationFilter(end, InstantSource.system());
      case FilterConfig.RequestHeaders edits -> new RequestHeadersFilter(edits);
      case FilterConfig.ResponseHeaders edits -> new ResponseHeadersFilter(edits);
      case FilterConfig.Rewrite rewrite -> new RewriteFilter(rewrite);
      case FilterConfig.Mirror(String pool, int percent) ->
          new MirrorFilter(pool(pool, site), percent);
      case FilterConfig.Validate validate -> new ValidateFilter(validate);
      case FilterConfig.Waf waf -> new WafFilter(waf, routeAndRule, registry);
      case FilterConfig.GraphQl graphQl -> new GraphQlFilter(graphQl, routeAndRule, registry);
    };
  }

  /** One filter holds requests against all policies that follow each other: all or nothing. */
  private static List<PolicyConfig> sideBySide(
      String first, ListIterator<FilterConfig> rest, FilterSite site) {
    List<PolicyConfig> policies = new ArrayList<>(List.of(policy(first, site)));
    while (rest.hasNext()) {
      if (!(rest.next() instanceof FilterConfig.RateLimit(String policy))) {
        rest.previous();
        break;
      }
      policies.add(policy(policy, site));
    }
    return policies;
  }

  private static Pool pool(String name, FilterSite site) {
    Pool pool = site.pools().get(name);
    if (pool == null) {
      throw new IllegalArgumentException("the pool " + name + " is not in the snapshot");
    }
    return pool;
  }

  private static PolicyConfig policy(String name, FilterSite site) {
    PolicyConfig policy = site.policies().get(name);
    if (policy == null) {
      throw new IllegalArgumentException("the policy " + name + " is not in the snapshot");
    }
    return policy;
  }
}
