package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.CacheMeters.Result;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.vertx.core.http.HttpMethod;

/** Answers from the cache what it may, and keeps what it may of the rest (RFC 9111). */
public final class CacheFilter implements Filter {
  private final CachedRule rule;

  /**
   * @param routeAndRule names the rule that the filter belongs to
   */
  public CacheFilter(Cache config, String routeAndRule, ResponseCache cache) {
    this.rule = CachedRule.of(routeAndRule, config, cache);
  }

  @Override
  public boolean precedesShedding() {
    return true;
  }

  @Override
  public void apply(Exchange exchange) {
    if (exchange.dryRun() != null) {
      new CachedRead(rule, exchange, wanted(exchange), false).describe();
      return;
    }
    HttpMethod method = exchange.request().method();
    if (!Use.isRead(method)) {
      if (Invalidation.mayFollow(method)) {
        exchange.tap(new Invalidation(rule.cache(), exchange));
      }
      bypass(exchange, "method");
      return;
    }
    Wanted wanted = wanted(exchange);
    switch (Use.of(wanted)) {
      case NONE -> bypass(exchange, "bypass");
      case REFRESH -> new CachedRead(rule, exchange, wanted, true).begin();
      case SERVE -> new CachedRead(rule, exchange, wanted, false).begin();
    }
  }

  private static Wanted wanted(Exchange exchange) {
    return Wanted.by(exchange.request().headers());
  }

  private void bypass(Exchange exchange, String reason) {
    rule.count(Result.BYPASS, exchange);
    exchange.tap(new CacheStatus.Bypassed(reason));
    exchange.proceed();
  }
}
