package dev.apifleet.gateway.route;

import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All matches for one host name: exact paths, then prefixes and templates, then expressions.
 * Immutable; an edited one shares with it what was not edited.
 */
final class PathTable<T> {
  private final SegmentTable<Ranked<T>> exact;
  private final PathTree<T> tree;
  private final ExpressionTable<T> expressions;

  private PathTable(
      SegmentTable<Ranked<T>> exact, PathTree<T> tree, ExpressionTable<T> expressions) {
    this.exact = exact;
    this.tree = tree;
    this.expressions = expressions;
  }

  static <T> PathTable<T> of(List<RouteMatch<T>> matches) {
    Map<String, List<RouteMatch<T>>> paths = new HashMap<>();
    List<RouteMatch<T>> branches = new ArrayList<>();
    List<RouteMatch<T>> patterns = new ArrayList<>();
    for (RouteMatch<T> match : matches.stream().sorted(RouteMatch.PRECEDENCE).toList()) {
      switch (match.path().path()) {
        case PathMatch.Exact(String path) ->
            paths.computeIfAbsent(path, _ -> new ArrayList<>()).add(match);
        case PathMatch.Prefix _, PathMatch.Template _ -> branches.add(match);
        case PathMatch.Regex _ -> patterns.add(match);
      }
    }
    Map<String, Ranked<T>> exact = new HashMap<>();
    paths.forEach((path, found) -> exact.put(path, new Ranked<>(found)));
    return new PathTable<>(
        new SegmentTable<>(exact), PathTree.of(branches), ExpressionTable.of(patterns));
  }

  /** The same with the matches edited that have this one's path. */
  PathTable<T> edited(RouteMatch<T> match, Ranked.Edit<T> edit) {
    return switch (match.path().path()) {
      case PathMatch.Exact(String path) ->
          new PathTable<>(Ranked.edit(exact, path, edit), tree, expressions);
      case PathMatch.Prefix _, PathMatch.Template _ ->
          new PathTable<>(exact, tree.edited(match, edit), expressions);
      case PathMatch.Regex _ -> new PathTable<>(exact, tree, expressions.edited(match, edit));
    };
  }

  boolean isEmpty() {
    return exact.isEmpty() && tree.isEmpty() && expressions.isEmpty();
  }

  /** The most specific match, or null. */
  RouteMatch<T> find(Routable request) {
    Ranked<T> whole = exact.isEmpty() ? null : exact.get(request.path());
    RouteMatch<T> found = whole == null ? null : whole.find(request);
    if (found == null) {
      found = tree.find(request, 0);
    }
    return found == null ? expressions.find(request) : found;
  }
}
