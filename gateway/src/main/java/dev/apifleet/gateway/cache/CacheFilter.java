package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.OnEventLoop;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.OptionalLong;

/** Answers from the cache what it may, and keeps what it may of the rest (RFC 9111). */
public final class CacheFilter implements Filter {
  private final long ttlMillis;
  private final String rule;
  private final ResponseCache cache;

  /**
   * @param routeAndRule names the rule that the filter belongs to
   */
  public CacheFilter(Cache config, String routeAndRule, ResponseCache cache) {
    this.ttlMillis = config.ttlMillis();
    this.rule = routeAndRule;
    this.cache = cache;
  }

  @Override
  public void apply(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    if (!Use.isRead(request.method())) {
      pass(exchange);
      return;
    }
    switch (Use.of(request)) {
      case NONE -> bypass(exchange, "bypass");
      case REFRESH -> forward(exchange, CacheKey.of(exchange, rule), "request");
      case SERVE -> serve(exchange, CacheKey.of(exchange, rule));
    }
  }

  private void pass(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    if (Invalidation.mayFollow(request.method())) {
      exchange.tap(new Invalidation(cache, CacheKey.uri(exchange)));
    }
    bypass(exchange, "method");
  }

  private void bypass(Exchange exchange, String reason) {
    cache.meters().bypass();
    CacheStatus.forwarded(exchange, reason);
    exchange.proceed();
  }

  private void serve(Exchange exchange, CacheKey key) {
    cache.find(
        key,
        exchange.request().headers(),
        OnEventLoop.resume(
            stored -> {
              if (stored != null && suits(exchange.request(), stored)) {
                hit(exchange, stored);
              } else {
                forward(exchange, key, "miss");
              }
            }));
  }

  private boolean suits(HttpServerRequest request, Stored stored) {
    OptionalLong maxAge = Freshness.control(request.headers()).seconds("max-age");
    return (stored.isPublic() || !Freshness.isPersonal(request.headers()))
        && (maxAge.isEmpty() || stored.ageSeconds(cache.now()) < maxAge.getAsLong());
  }

  private void hit(Exchange exchange, Stored stored) {
    long now = cache.now();
    cache.meters().hit();
    CacheStatus.hit(exchange, Math.max(0, stored.freshUntil() - now) / 1000);
    CachedAnswer.send(exchange, stored, now);
  }

  private void forward(Exchange exchange, CacheKey key, String reason) {
    cache.meters().miss();
    CacheStatus.forwarded(exchange, reason);
    if (exchange.request().method() == HttpMethod.GET) {
      exchange.tap(new Recording(cache, key, exchange, ttlMillis));
    }
    exchange.proceed();
  }
}
