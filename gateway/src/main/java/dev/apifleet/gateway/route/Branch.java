package dev.apifleet.gateway.route;

import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A match and its way through the tree of paths.
 *
 * @param segments one that is empty stands for any
 */
record Branch<T>(List<Optional<String>> segments, End end, RouteMatch<T> match) {
  /** What may come behind the last segment of a branch. */
  enum End {
    /** Nothing. */
    WHOLE,
    /** At least one segment. */
    REST,
    /** Anything. */
    PREFIX
  }

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
