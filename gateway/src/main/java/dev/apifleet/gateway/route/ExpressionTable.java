package dev.apifleet.gateway.route;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Matches by regular expression, found by the literal text that each begins with: only those whose
 * beginning the path has are tried, the one with the longest beginning first. Immutable.
 */
final class ExpressionTable<T> {
  private final SortedMap<Integer, SegmentTable<Ranked<T>>> tables;
  private final int[] lengths;
  private final List<SegmentTable<Ranked<T>>> byLength;

  /** Tables by the length of the beginnings that they know, the longest first. */
  private ExpressionTable(SortedMap<Integer, SegmentTable<Ranked<T>>> tables) {
    this.tables = tables;
    this.lengths = tables.keySet().stream().mapToInt(length -> length).toArray();
    this.byLength = List.copyOf(tables.values());
  }

  /** Matches must come in their order of precedence. */
  static <T> ExpressionTable<T> of(List<RouteMatch<T>> matches) {
    Map<Integer, Map<String, List<RouteMatch<T>>>> byBeginning =
        matches.stream()
            .collect(
                Collectors.groupingBy(
                    match -> beginning(match).length(),
                    Collectors.groupingBy(ExpressionTable::beginning)));
    SortedMap<Integer, SegmentTable<Ranked<T>>> tables = new TreeMap<>(Comparator.reverseOrder());
    byBeginning.forEach((length, found) -> tables.put(length, table(found)));
    return new ExpressionTable<>(tables);
  }

  private static <T> SegmentTable<Ranked<T>> table(Map<String, List<RouteMatch<T>>> found) {
    Map<String, Ranked<T>> ranked = new HashMap<>();
    found.forEach((beginning, matches) -> ranked.put(beginning, new Ranked<>(matches)));
    return new SegmentTable<>(ranked);
  }

  private static String beginning(RouteMatch<?> match) {
    return Beginning.of(match.path().path().value());
  }

  /** The same with the matches edited that begin as this one does. */
  ExpressionTable<T> edited(RouteMatch<T> match, Ranked.Edit<T> edit) {
    String beginning = beginning(match);
    SegmentTable<Ranked<T>> known = tables.getOrDefault(beginning.length(), SegmentTable.empty());
    SegmentTable<Ranked<T>> edited = Ranked.edit(known, beginning, edit);
    SortedMap<Integer, SegmentTable<Ranked<T>>> others = new TreeMap<>(tables);
    if (edited.isEmpty()) {
      others.remove(beginning.length());
    } else {
      others.put(beginning.length(), edited);
    }
    return new ExpressionTable<>(others);
  }

  boolean isEmpty() {
    return lengths.length == 0;
  }

  /** The first match in the order of precedence, or null. */
  RouteMatch<T> find(Routable request) {
    String path = request.path();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] <= path.length()) {
        Ranked<T> candidates = byLength.get(i).get(path, 0, lengths[i]);
        RouteMatch<T> found = candidates == null ? null : candidates.find(request);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
