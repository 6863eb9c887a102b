package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteMatch;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the conditions under which a rule applies; one that cannot be read is left out. */
final class Matches {
  private static final RouteMatch EVERYTHING = new RouteMatch(null, null, null, null);

  private Matches() {}

  static List<MatchDraft> read(FieldPath field, List<RouteMatch> matches, Problems problems) {
    if (Items.of(matches).isEmpty()) {
      return draft(field, EVERYTHING, problems).stream().toList();
    }
    return IntStream.range(0, matches.size())
        .mapToObj(i -> draft(field.item(i), matches.get(i), problems))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<MatchDraft> draft(FieldPath field, RouteMatch match, Problems leftOut) {
    Problems problems = new Problems();
    if (match == null) {
      leftOut.invalid(field, null, "write a condition or remove the entry");
      return Optional.empty();
    }
    MatchConfig config = config(field, match, problems);
    leftOut.addAll(problems);
    return problems.none() ? Optional.of(new MatchDraft(field.text(), config)) : Optional.empty();
  }

  private static MatchConfig config(FieldPath field, RouteMatch match, Problems problems) {
    return new MatchConfig(
        Paths.read(field.child("path"), match.path(), problems),
        match.method() == null ? null : match.method().name(),
        Values.read(field.child("headers"), match.headers(), Values.Names.HEADERS, problems),
        Values.read(field.child("queryParams"), match.queryParams(), Values.Names.QUERY, problems));
  }
}
