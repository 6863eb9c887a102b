package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;

/**
 * For rules without a cache of their own: a write through them makes what other rules keep for the
 * same URI stale.
 */
public final class InvalidateFilter implements Filter {
  private final ResponseCache cache;

  public InvalidateFilter(ResponseCache cache) {
    this.cache = cache;
  }

  @Override
  public void apply(Exchange exchange) {
    if (Invalidation.mayFollow(exchange.request().method())) {
      exchange.tap(new Invalidation(cache, exchange));
    }
    exchange.proceed();
  }
}
