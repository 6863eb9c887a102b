package dev.apifleet.operator.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that the console's first page shows.
 *
 * @param forbidden kinds that the user has no right to list
 */
record Overview(
    List<Row> routes,
    List<Row> pools,
    List<Row> policies,
    List<Row> fleets,
    List<String> forbidden) {
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::namespace).thenComparing(Row::name);

  static Overview of(Map<Listed, KubeAnswer> answers, Instant now) {
    Map<Listed, List<Row>> rows = new EnumMap<>(Listed.class);
    answers.forEach((kind, answer) -> rows.put(kind, rows(kind, answer, now)));
    return new Overview(
        rows.get(Listed.ROUTES),
        rows.get(Listed.POOLS),
        rows.get(Listed.POLICIES),
        rows.get(Listed.FLEETS),
        Stream.of(Listed.values())
            .filter(kind -> answers.get(kind) instanceof KubeAnswer.Forbidden)
            .map(Listed::title)
            .toList());
  }

  private static List<Row> rows(Listed kind, KubeAnswer answer, Instant now) {
    return switch (answer) {
      case KubeAnswer.Ok(JsonNode list) ->
          list.path("items")
              .valueStream()
              .map(item -> Row.of(kind, item, now))
              .sorted(ORDER)
              .toList();
      case KubeAnswer.Forbidden() -> List.of();
      case KubeAnswer.Unauthorized() -> throw Problem.tokenRefused();
      case KubeAnswer.Failed(String problem) -> throw Problem.clusterFailed(problem);
    };
  }
}
