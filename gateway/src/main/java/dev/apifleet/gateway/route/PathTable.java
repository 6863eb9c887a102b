package dev.apifleet.gateway.route;

import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All matches for one host name: exact paths, then prefixes and templates, then expressions. */
final class PathTable<T> {
  private final Map<String, List<RouteMatch<T>>> exact = new HashMap<>();
  private final PathTree<T> tree;
  private final ExpressionTable<T> expressions;

  PathTable(List<RouteMatch<T>> matches) {
    List<RouteMatch<T>> branches = new ArrayList<>();
    List<RouteMatch<T>> patterns = new ArrayList<>();
    for (RouteMatch<T> match : matches.stream().sorted(RouteMatch.PRECEDENCE).toList()) {
      switch (match.path().path()) {
        case PathMatch.Exact(String path) ->
            exact.computeIfAbsent(path, _ -> new ArrayList<>()).add(match);
        case PathMatch.Prefix _, PathMatch.Template _ -> branches.add(match);
        case PathMatch.Regex _ -> patterns.add(match);
      }
    }
    tree = PathTree.of(branches);
    expressions = new ExpressionTable<>(patterns);
  }

  /** The most specific match, or null. */
  RouteMatch<T> find(Routable request) {
    RouteMatch<T> found = firstThatHolds(exact.getOrDefault(request.path(), List.of()), request);
    if (found == null) {
      found = tree.find(request, 0);
    }
    return found == null ? expressions.find(request) : found;
  }

  static <T> RouteMatch<T> firstThatHolds(List<RouteMatch<T>> matches, Routable request) {
    for (int i = 0; i < matches.size(); i++) {
      if (matches.get(i).holdsBesidesPath(request)) {
        return matches.get(i);
      }
    }
    return null;
  }
}
