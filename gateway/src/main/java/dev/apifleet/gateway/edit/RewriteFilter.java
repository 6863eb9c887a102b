package dev.apifleet.gateway.edit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.snapshot.FilterConfig;

/** Asks the backend for another host or path. */
public final class RewriteFilter implements Filter {
  private final String hostname;
  private final PathRewrite path;

  public RewriteFilter(FilterConfig.Rewrite config) {
    hostname = config.hostname();
    path = PathRewrite.of(config.path());
  }

  @Override
  public void apply(Exchange exchange) {
    if (hostname != null) {
      exchange.outbound().authority(hostname);
    }
    if (path != PathRewrite.NONE) {
      String next = path.apply(exchange.condition(), exchange.path());
      if (next == null) {
        exchange.reject(EditProblems.noPath(exchange));
        return;
      }
      exchange.outbound().path(next);
    }
    exchange.proceed();
  }
}
