package dev.apifleet.gateway.route;

import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All matches for one host name: exact paths before prefixes before expressions. */
final class PathTable<T> {
  private final Map<String, List<RouteMatch<T>>> exact = new HashMap<>();
  private final PrefixTree<T> prefixes;
  private final List<RouteMatch<T>> expressions = new ArrayList<>();

  PathTable(List<RouteMatch<T>> matches) {
    List<RouteMatch<T>> prefixed = new ArrayList<>();
    for (RouteMatch<T> match : matches.stream().sorted(RouteMatch.PRECEDENCE).toList()) {
      switch (match.path()) {
        case PathMatch.Exact(String path) ->
            exact.computeIfAbsent(path, _ -> new ArrayList<>()).add(match);
        case PathMatch.Prefix _ -> prefixed.add(match);
        case PathMatch.Regex _, PathMatch.Template _ -> expressions.add(match);
      }
    }
    prefixes = PrefixTree.of(prefixed);
  }

  /** The target of the most specific match, or null. */
  T find(Routable request) {
    String path = request.path();
    T found = firstThatHolds(exact.getOrDefault(path, List.of()), request);
    if (found == null) {
      found = prefixes.find(request, path, 0);
    }
    return found == null ? findExpression(request, path) : found;
  }

  private T findExpression(Routable request, String path) {
    for (int i = 0; i < expressions.size(); i++) {
      RouteMatch<T> match = expressions.get(i);
      if (match.holdsBesidesPath(request) && match.pathPattern().matcher(path).matches()) {
        return match.target();
      }
    }
    return null;
  }

  static <T> T firstThatHolds(List<RouteMatch<T>> matches, Routable request) {
    for (int i = 0; i < matches.size(); i++) {
      if (matches.get(i).holdsBesidesPath(request)) {
        return matches.get(i).target();
      }
    }
    return null;
  }
}
