package dev.apifleet.gateway.route;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Matches of one path in their order of precedence. Immutable. */
final class Ranked<T> {
  private static final Ranked<?> NONE = new Ranked<>(List.of());

  private final RouteMatch<T>[] matches;

  /** What becomes of the matches of one path. */
  interface Edit<T> extends UnaryOperator<Ranked<T>> {}

  /** Matches must come in their order of precedence. */
  @SuppressWarnings("unchecked")
  Ranked(List<RouteMatch<T>> inOrder) {
    this(inOrder.toArray(RouteMatch[]::new));
  }

  private Ranked(RouteMatch<T>[] matches) {
    this.matches = matches;
  }

  @SuppressWarnings("unchecked")
  static <T> Ranked<T> none() {
    return (Ranked<T>) NONE;
  }

  boolean isEmpty() {
    return matches.length == 0;
  }

  /** With one more, behind those of equal precedence. */
  Ranked<T> with(RouteMatch<T> added) {
    int at = matches.length;
    while (at > 0 && RouteMatch.PRECEDENCE.compare(matches[at - 1], added) > 0) {
      at--;
    }
    RouteMatch<T>[] more = Arrays.copyOf(matches, matches.length + 1);
    System.arraycopy(matches, at, more, at + 1, matches.length - at);
    more[at] = added;
    return new Ranked<>(more);
  }

  /** Without this very one. */
  Ranked<T> without(RouteMatch<T> removed) {
    return new Ranked<>(Arrays.stream(matches).filter(match -> match != removed).toList());
  }

  /** Edits what a table has under a key; nothing is kept under it where nothing is left. */
  static <T> SegmentTable<Ranked<T>> edit(SegmentTable<Ranked<T>> table, String key, Edit<T> edit) {
    Ranked<T> known = table.get(key);
    Ranked<T> edited = edit.apply(known == null ? none() : known);
    return table.with(key, edited.isEmpty() ? null : edited);
  }

  /** The first that the request meets, whose path is as literal as theirs; or null. */
  RouteMatch<T> find(Routable request) {
    for (RouteMatch<T> match : matches) {
      if (match.holdsBesidesPath(request) && match.path().meetsExpression(request.path())) {
        return match;
      }
    }
    return null;
  }
}
