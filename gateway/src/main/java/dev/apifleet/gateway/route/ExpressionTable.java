package dev.apifleet.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Matches by regular expression, found by the literal text that each begins with: only those whose
 * beginning the path has are tried, the one with the longest beginning first.
 */
final class ExpressionTable<T> {
  private final int[] lengths;
  private final List<SegmentTable<List<RouteMatch<T>>>> byLength;

  /** Matches must come in their order of precedence. */
  ExpressionTable(List<RouteMatch<T>> matches) {
    TreeMap<Integer, Map<String, List<RouteMatch<T>>>> byBeginning = new TreeMap<>();
    for (RouteMatch<T> match : matches) {
      String beginning = Beginning.of(match.path().path().value());
      byBeginning
          .computeIfAbsent(beginning.length(), _ -> new HashMap<>())
          .computeIfAbsent(beginning, _ -> new ArrayList<>())
          .add(match);
    }
    lengths = byBeginning.descendingKeySet().stream().mapToInt(length -> length).toArray();
    byLength = byBeginning.descendingMap().values().stream().map(SegmentTable::new).toList();
  }

  /** The first match in the order of precedence, or null. */
  RouteMatch<T> find(Routable request) {
    String path = request.path();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] <= path.length()) {
        List<RouteMatch<T>> candidates = byLength.get(i).get(path, 0, lengths[i]);
        RouteMatch<T> found = candidates == null ? null : first(candidates, request);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private RouteMatch<T> first(List<RouteMatch<T>> candidates, Routable request) {
    for (int i = 0; i < candidates.size(); i++) {
      RouteMatch<T> match = candidates.get(i);
      if (match.holdsBesidesPath(request) && match.path().matchesExpression(request.path())) {
        return match;
      }
    }
    return null;
  }
}
