package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.CacheMeters.Result;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.snapshot.FilterConfig.Cache;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule with a cache.
 *
 * @param name names the rule, after its route
 */
record CachedRule(
    String name, Cache config, QueryKey query, ResponseCache cache, CacheMeters meters) {

  static CachedRule of(String routeAndRule, Cache config, ResponseCache cache) {
    String route = routeAndRule.substring(0, Math.max(0, routeAndRule.lastIndexOf('/')));
    QueryKey query = QueryKey.of(config.keyQueryParams());
    cache.uses(query);
    return new CachedRule(routeAndRule, config, query, cache, cache.meters(route));
  }

  void count(Result result, Exchange exchange) {
    meters.count(result);
    exchange.cached(result.label());
  }

  CacheKey key(Exchange exchange) {
    return cache.keys().of(exchange, this);
  }

  /** The request headers that choose among answers: the rule's, and those that answers name. */
  List<String> names(List<String> varyNames) {
    return config.keyHeaders().isEmpty()
        ? varyNames
        : Stream.concat(varyNames.stream(), config.keyHeaders().stream())
            .distinct()
            .sorted()
            .toList();
  }
}
