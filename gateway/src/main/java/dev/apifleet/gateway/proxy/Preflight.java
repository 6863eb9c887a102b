package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.cors.CorsFilter;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.route.Routable;
import dev.apifleet.gateway.route.RouteMatch;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.gateway.runtime.Rule;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * The request that a browser asks permission for, as far as it is known before: its method and
 * address. The rule that would serve it has the policy to answer by.
 */
record Preflight(Routable asked, String method) implements Routable {

  /** The match of a request; that of the one it asks for, where a rule answers for that. */
  static RouteMatch<Rule> find(Router<Rule> router, Routable asked, MultiMap headers) {
    RouteMatch<Rule> found = router.find(asked);
    boolean meant = found != null && asked.method().equals(found.method());
    if (meant || !CorsFilter.isPreflight(asked.method(), headers)) {
      return found;
    }
    String method = headers.get(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    RouteMatch<Rule> wanted = router.find(new Preflight(asked, method));
    return wanted != null && answersPreflights(wanted.target()) ? wanted : found;
  }

  private static boolean answersPreflights(Rule rule) {
    for (Filter filter : rule.filters()) {
      if (filter instanceof CorsFilter) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String host() {
    return asked.host();
  }

  @Override
  public String path() {
    return asked.path();
  }

  @Override
  public String header(String name) {
    return asked.header(name);
  }

  @Override
  public String queryParam(String name) {
    return asked.queryParam(name);
  }
}
