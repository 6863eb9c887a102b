package dev.apifleet.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows under a title.
 *
 * @param rows of a cell per column: text, a number or a {@link Spread}
 * @param notes what stands under it, a line each
 */
public record Table(
    String title, List<String> columns, List<List<Object>> rows, List<String> notes) {
  public Table(String title, List<String> columns, List<List<Object>> rows) {
    this(title, columns, rows, List.of());
  }

  /** As Markdown that is also easy to read as it is. */
  String markdown() {
    String lines =
        rows.stream()
            .map(row -> line(row.stream().map(Object::toString).toList()))
            .collect(Collectors.joining());
    String rule =
        IntStream.range(0, columns.size())
            .mapToObj(column -> "-".repeat(width(column) + 2))
            .collect(Collectors.joining("|", "|", "|\n"));
    String below = notes.stream().map("- %s\n"::formatted).collect(Collectors.joining());
    return "## "
        + title
        + "\n\n"
        + line(columns)
        + rule
        + lines
        + (below.isEmpty() ? "" : "\n")
        + below;
  }

  private String line(List<String> cells) {
    return IntStream.range(0, columns.size())
        .mapToObj(column -> " %%-%ds ".formatted(width(column)).formatted(cells.get(column)))
        .collect(Collectors.joining("|", "|", "|\n"));
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).toString().length())
        .reduce(columns.get(column).length(), Math::max);
  }

  JsonObject json() {
    JsonArray objects = new JsonArray();
    rows.forEach(row -> objects.add(json(row)));
    JsonObject json = new JsonObject().put("title", title).put("rows", objects);
    return notes.isEmpty() ? json : json.put("notes", new JsonArray(notes));
  }

  private JsonObject json(List<Object> row) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), row.get(i) instanceof Spread spread ? spread.json() : row.get(i));
    }
    return object;
  }
}
