package dev.apifleet.gateway.route;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prefixes and templates by whole path segments: a step per segment of the path, however many
 * routes there are. Segment by segment, a literal comes before {@code {name}}, that before {@code
 * {name...}}, and that before the end of a prefix; so the longest prefix wins, and a template ranks
 * as the prefix before its first name would. Immutable; an edited one shares with it what was not
 * edited.
 *
 * @param wholes templates that end here
 * @param rests templates of which any rest follows
 * @param prefixes which end here
 * @param anyChild where a parameter leads, or null
 */
record PathTree<T>(
    Ranked<T> wholes,
    Ranked<T> rests,
    Ranked<T> prefixes,
    SegmentTable<PathTree<T>> children,
    PathTree<T> anyChild) {
  private static final PathTree<?> EMPTY = of(List.of());

  /** Builds the tree; matches must come in their order of precedence. */
  static <T> PathTree<T> of(List<RouteMatch<T>> matches) {
    return of(matches.stream().map(Branch::of).toList(), 0);
  }

  private static <T> PathTree<T> of(List<Branch<T>> branches, int depth) {
    Map<Branch.End, List<RouteMatch<T>>> ends = new EnumMap<>(Branch.End.class);
    Map<String, List<Branch<T>>> named = new HashMap<>();
    List<Branch<T>> any = new ArrayList<>();
    for (Branch<T> branch : branches) {
      if (branch.segments().size() == depth) {
        ends.computeIfAbsent(branch.end(), _ -> new ArrayList<>()).add(branch.match());
      } else {
        branch
            .segments()
            .get(depth)
            .map(literal -> named.computeIfAbsent(literal, _ -> new ArrayList<>()))
            .orElse(any)
            .add(branch);
      }
    }
    Map<String, PathTree<T>> below = new HashMap<>();
    named.forEach((segment, deeper) -> below.put(segment, of(deeper, depth + 1)));
    return new PathTree<>(
        ranked(ends.get(Branch.End.WHOLE)),
        ranked(ends.get(Branch.End.REST)),
        ranked(ends.get(Branch.End.PREFIX)),
        below.isEmpty() ? SegmentTable.empty() : new SegmentTable<>(below),
        any.isEmpty() ? null : of(any, depth + 1));
  }

  private static <T> Ranked<T> ranked(List<RouteMatch<T>> matches) {
    return matches == null ? Ranked.none() : new Ranked<>(matches);
  }

  @SuppressWarnings("unchecked")
  private static <T> PathTree<T> orEmpty(PathTree<T> tree) {
    return tree == null ? (PathTree<T>) EMPTY : tree;
  }

  boolean isEmpty() {
    return wholes.isEmpty()
        && rests.isEmpty()
        && prefixes.isEmpty()
        && children.isEmpty()
        && anyChild == null;
  }

  /** The same with the matches edited that have this one's path. */
  PathTree<T> edited(RouteMatch<T> match, Ranked.Edit<T> edit) {
    return edited(Branch.of(match), 0, edit);
  }

  private PathTree<T> edited(Branch<T> branch, int depth, Ranked.Edit<T> edit) {
    if (branch.segments().size() == depth) {
      return editedHere(branch.end(), edit);
    }
    String literal = branch.segments().get(depth).orElse(null);
    PathTree<T> known = literal == null ? anyChild : children.get(literal);
    PathTree<T> edited = orEmpty(known).edited(branch, depth + 1, edit);
    PathTree<T> kept = edited.isEmpty() ? null : edited;
    return literal == null
        ? new PathTree<>(wholes, rests, prefixes, children, kept)
        : new PathTree<>(wholes, rests, prefixes, children.with(literal, kept), anyChild);
  }

  private PathTree<T> editedHere(Branch.End end, Ranked.Edit<T> edit) {
    return switch (end) {
      case WHOLE -> new PathTree<>(edit.apply(wholes), rests, prefixes, children, anyChild);
      case REST -> new PathTree<>(wholes, edit.apply(rests), prefixes, children, anyChild);
      case PREFIX -> new PathTree<>(wholes, rests, edit.apply(prefixes), children, anyChild);
    };
  }

  /** The most specific match from this index of a slash on, or null. */
  RouteMatch<T> find(Routable request, int slash) {
    RouteMatch<T> found =
        slash < request.path().length() ? findDeeper(request, slash) : wholes.find(request);
    return found == null ? prefixes.find(request) : found;
  }

  private RouteMatch<T> findDeeper(Routable request, int slash) {
    String path = request.path();
    int next = path.indexOf('/', slash + 1);
    int end = next < 0 ? path.length() : next;
    PathTree<T> child = children.get(path, slash + 1, end);
    RouteMatch<T> found = child == null ? null : child.find(request, end);
    if (found != null || end == slash + 1) {
      return found;
    }
    found = anyChild == null ? null : anyChild.find(request, end);
    return found == null ? rests.find(request) : found;
  }
}
