package dev.apifleet.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prefix matches by whole path segments: one step per segment, however many routes there are. */
final class PrefixTree<T> {
  private final List<RouteMatch<T>> here;
  private final SegmentTable<PrefixTree<T>> children;

  private PrefixTree(List<RouteMatch<T>> here, SegmentTable<PrefixTree<T>> children) {
    this.here = here;
    this.children = children;
  }

  /** Builds the tree; matches must come in their order of precedence. */
  static <T> PrefixTree<T> of(List<RouteMatch<T>> matches) {
    return build(matches.stream().map(Prefixed::of).toList(), 0);
  }

  private static <T> PrefixTree<T> build(List<Prefixed<T>> matches, int depth) {
    List<RouteMatch<T>> here = new ArrayList<>();
    Map<String, List<Prefixed<T>>> deeper = new HashMap<>();
    for (Prefixed<T> match : matches) {
      if (match.segments.size() == depth) {
        here.add(match.match);
      } else {
        deeper.computeIfAbsent(match.segments.get(depth), _ -> new ArrayList<>()).add(match);
      }
    }
    Map<String, PrefixTree<T>> children = new HashMap<>();
    deeper.forEach((segment, below) -> children.put(segment, build(below, depth + 1)));
    return new PrefixTree<>(here, new SegmentTable<>(children));
  }

  /** The target of the longest prefix that matches from this index of a slash on, or null. */
  T find(Routable request, String path, int slash) {
    if (slash < path.length()) {
      int next = path.indexOf('/', slash + 1);
      int end = next < 0 ? path.length() : next;
      PrefixTree<T> child = children.get(path, slash + 1, end);
      T found = child == null ? null : child.find(request, path, end);
      if (found != null) {
        return found;
      }
    }
    return PathTable.firstThatHolds(here, request);
  }

  private record Prefixed<T>(List<String> segments, RouteMatch<T> match) {
    static <T> Prefixed<T> of(RouteMatch<T> match) {
      List<String> segments = new ArrayList<>();
      for (String segment : match.path().value().split("/")) {
        if (!segment.isEmpty()) {
          segments.add(segment);
        }
      }
      return new Prefixed<>(segments, match);
    }
  }
}
