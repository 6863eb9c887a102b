package dev.apifleet.apiserver.shop;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The search for resources by the index of their words. Ranking reads every row that fits, so that
 * only the first thousand are ranked: a word that all have costs no more than that.
 */
@ApplicationScoped
class Search {

  static final String FIND =
      """
      SELECT id, name, description, ts_rank(words, query) AS score
      FROM (SELECT id, name, description, words, query
            FROM resource, websearch_to_tsquery('simple', :q) AS query
            WHERE words @@ query AND status = 'ACTIVE' LIMIT 1000) AS fitting
      ORDER BY score DESC, id LIMIT :rows
      """;

  private final Database database;

  Search(Database database) {
    this.database = database;
  }

  /** A resource that fits, and how well. */
  public record Result(long id, String name, String description, float score) {}

  /** The best first. */
  public record Results(List<Result> items) {}

  Uni<Results> find(String q, int limit) {
    return database
        .readAnywhere(
            session ->
                session
                    .createNativeQuery(FIND, Object[].class)
                    .setParameter("q", q)
                    .setParameter("rows", limit)
                    .getResultList())
        .map(rows -> new Results(rows.stream().map(Search::result).toList()));
  }

  private static Result result(Object[] row) {
    return new Result(
        ((Number) row[0]).longValue(),
        (String) row[1],
        (String) row[2],
        ((Number) row[3]).floatValue());
  }
}
