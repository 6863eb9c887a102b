package dev.apifleet.gateway.route;

import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prefixes and templates by whole path segments: a step per segment of the path, however many
 * routes there are. Segment by segment, a literal comes before {@code {name}}, that before {@code
 * {name...}}, and that before the end of a prefix; so the longest prefix wins, and a template ranks
 * as the prefix before its first name would.
 */
final class PathTree<T> {
  private final List<RouteMatch<T>> wholes = new ArrayList<>();
  private final List<RouteMatch<T>> rests = new ArrayList<>();
  private final List<RouteMatch<T>> prefixes = new ArrayList<>();
  private final SegmentTable<PathTree<T>> children;
  private final PathTree<T> anyChild;

  /** Builds the tree; matches must come in their order of precedence. */
  static <T> PathTree<T> of(List<RouteMatch<T>> matches) {
    return new PathTree<>(matches.stream().map(Branch::of).toList(), 0);
  }

  private PathTree(List<Branch<T>> branches, int depth) {
    Map<String, List<Branch<T>>> named = new HashMap<>();
    List<Branch<T>> any = new ArrayList<>();
    for (Branch<T> branch : branches) {
      if (branch.segments.size() == depth) {
        listFor(branch.end).add(branch.match);
      } else {
        branch
            .segments
            .get(depth)
            .map(literal -> named.computeIfAbsent(literal, _ -> new ArrayList<>()))
            .orElse(any)
            .add(branch);
      }
    }
    Map<String, PathTree<T>> below = new HashMap<>();
    named.forEach((segment, deeper) -> below.put(segment, new PathTree<>(deeper, depth + 1)));
    children = new SegmentTable<>(below);
    anyChild = any.isEmpty() ? null : new PathTree<>(any, depth + 1);
  }

  private List<RouteMatch<T>> listFor(End end) {
    return switch (end) {
      case WHOLE -> wholes;
      case REST -> rests;
      case PREFIX -> prefixes;
    };
  }

  /** The most specific match from this index of a slash on, or null. */
  RouteMatch<T> find(Routable request, int slash) {
    RouteMatch<T> found =
        slash < request.path().length()
            ? findDeeper(request, slash)
            : PathTable.firstThatHolds(wholes, request);
    return found == null ? PathTable.firstThatHolds(prefixes, request) : found;
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
    return found == null ? PathTable.firstThatHolds(rests, request) : found;
  }

  /** What may come behind the last segment of a branch. */
  private enum End {
    /** Nothing. */
    WHOLE,
    /** At least one segment. */
    REST,
    /** Anything. */
    PREFIX
  }

  /** A match and its way through the tree; a segment that is empty stands for any. */
  private record Branch<T>(List<Optional<String>> segments, End end, RouteMatch<T> match) {
    static <T> Branch<T> of(RouteMatch<T> match) {
      return match.path().path() instanceof PathMatch.Template(String template)
          ? ofTemplate(template, match)
          : ofPrefix(match.path().path().value(), match);
    }

    private static <T> Branch<T> ofPrefix(String prefix, RouteMatch<T> match) {
      List<Optional<String>> literals =
          Arrays.stream(prefix.split("/"))
              .filter(segment -> !segment.isEmpty())
              .map(Optional::of)
              .toList();
      return new Branch<>(literals, End.PREFIX, match);
    }

    private static <T> Branch<T> ofTemplate(String template, RouteMatch<T> match) {
      List<String> segments = Template.segments(template);
      boolean rest = Template.isRest(segments.getLast());
      List<Optional<String>> steps =
          segments.stream()
              .limit(segments.size() - (rest ? 1 : 0))
              .map(s -> Template.isParameter(s) ? Optional.<String>empty() : Optional.of(s))
              .toList();
      return new Branch<>(steps, rest ? End.REST : End.WHOLE, match);
    }
  }
}
