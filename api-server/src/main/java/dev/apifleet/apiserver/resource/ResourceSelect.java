package dev.apifleet.apiserver.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statement that reads a page. Its text is made of constants alone; whatever comes from clients
 * is a parameter. Pages begin after the last row of the page before, by the values of that row (the
 * "seek method" in Winand, "SQL Performance Explained"): an offset would read all rows before.
 */
record ResourceSelect(String sql, Map<String, Object> parameters) {

  private static final String COLUMNS =
      "id, name, description, owner, status, version, created_at, updated_at";

  static ResourceSelect of(ResourceQuery query) {
    Conditions conditions = new Conditions();
    filter(conditions, query.filter());
    seek(conditions, query.after());
    return new ResourceSelect(
        "SELECT " + COLUMNS + " FROM resource" + conditions.text() + order(query.sort()),
        conditions.parameters);
  }

  private static void filter(Conditions conditions, ResourceFilter filter) {
    conditions.add("name >= :name", "name", filter.name());
    conditions.add("name < :nameEnd", "nameEnd", Prefix.end(filter.name()));
    conditions.add("words @@ websearch_to_tsquery('simple', :q)", "q", filter.q());
    conditions.add("owner = :owner", "owner", filter.owner());
    conditions.add(
        "status = :status", "status", filter.status() == null ? null : filter.status().name());
    conditions.add("created_at > :createdAfter", "createdAfter", filter.createdAfter());
    conditions.add("created_at < :createdBefore", "createdBefore", filter.createdBefore());
  }

  private static void seek(Conditions conditions, ResourceCursor after) {
    if (after == null) {
      return;
    }
    String column = after.sort().field().column;
    String than = after.sort().descending() ? " < " : " > ";
    if (after.sort().field() == ResourceSort.Field.ID) {
      conditions.add("id" + than + ":afterId", "afterId", after.id());
    } else {
      conditions.add("(" + column + ", id)" + than + "(:after, :afterId)", "afterId", after.id());
      conditions.parameters.put("after", after.parameter());
    }
  }

  private static String order(ResourceSort sort) {
    String direction = sort.descending() ? " DESC" : "";
    String first =
        sort.field() == ResourceSort.Field.ID ? "" : sort.field().column + direction + ", ";
    return " ORDER BY " + first + "id" + direction;
  }

  /** Conditions that all must hold, with what they compare to. */
  private static final class Conditions {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    void add(String text, String parameter, Object value) {
      if (value != null) {
        texts.add(text);
        parameters.put(parameter, value);
      }
    }

    String text() {
      return texts.isEmpty() ? "" : " WHERE " + String.join(" AND ", texts);
    }
  }
}
