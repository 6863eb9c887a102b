package dev.apifleet.gateway.route;

import dev.apifleet.snapshot.MatchConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * One match of one rule, compiled, with what a request gets that meets it.
 *
 * @param createdAt of the route, in seconds since the epoch
 * @param ruleIndex position of the rule in its route
 * @param target what the router answers
 */
public record RouteMatch<T>(
    PathCondition path,
    String method,
    List<ValueCondition> headers,
    List<ValueCondition> queryParams,
    long createdAt,
    String route,
    int ruleIndex,
    T target) {

  /** Gateway API's precedence among matches of equal path: the first that holds wins. */
  static final Comparator<RouteMatch<?>> PRECEDENCE =
      Comparator.<RouteMatch<?>, Boolean>comparing(match -> match.method == null)
          .thenComparing(match -> -match.headers.size())
          .thenComparing(match -> -match.queryParams.size())
          .thenComparing(RouteMatch::createdAt)
          .thenComparing(RouteMatch::route)
          .thenComparing(RouteMatch::ruleIndex);

  /**
   * Compiles a match.
   *
   * @throws com.google.re2j.PatternSyntaxException when an expression is none of RE2
   */
  public static <T> RouteMatch<T> of(
      MatchConfig config, long createdAt, String route, int ruleIndex, T target) {
    return new RouteMatch<>(
        PathCondition.of(config.path(), Objects.requireNonNullElse(config.versionPrefix(), "")),
        config.method(),
        ValueCondition.of(config.headers()),
        ValueCondition.of(config.queryParams()),
        createdAt,
        route,
        ruleIndex,
        target);
  }

  /** The same path for any request. */
  RouteMatch<T> withPathAlone() {
    return new RouteMatch<>(path, null, List.of(), List.of(), createdAt, route, ruleIndex, target);
  }

  /** The first condition besides the path that a request does not meet, in words. */
  String unmet(Routable request) {
    if (method != null && !method.equals(request.method())) {
      return "asks for method " + method;
    }
    for (ValueCondition header : headers) {
      if (!header.holds(request.header(header.name()))) {
        return "asks for header " + header.name() + " with " + header.wanted();
      }
    }
    for (ValueCondition parameter : queryParams) {
      if (!parameter.holds(request.queryParam(parameter.name()))) {
        return "asks for query parameter " + parameter.name() + " with " + parameter.wanted();
      }
    }
    return "asks for nothing else";
  }

  /** Whether all holds that is asked of the request besides its host and path. */
  boolean holdsBesidesPath(Routable request) {
    if (method != null && !method.equals(request.method())) {
      return false;
    }
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.get(i).holds(request.header(headers.get(i).name()))) {
        return false;
      }
    }
    for (int i = 0; i < queryParams.size(); i++) {
      if (!queryParams.get(i).holds(request.queryParam(queryParams.get(i).name()))) {
        return false;
      }
    }
    return true;
  }
}
