package dev.apifleet.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All results that a folder holds, on one page that begins with which aims were met. */
record Collected(List<JsonObject> results, List<String> pages) {
  /** How a note ends that tells of an aim. */
  private static final List<String> VERDICTS = List.of(", met", ", not met", ": not measured");

  static Collected of(Path folder, List<String> scenarios) {
    List<Path> pages =
        scenarios.stream()
            .map(scenario -> folder.resolve("results-" + scenario + ".md"))
            .filter(Files::exists)
            .toList();
    return new Collected(
        pages.stream().map(page -> new JsonObject(read(json(page)))).toList(),
        pages.stream().map(Collected::read).toList());
  }

  private static Path json(Path page) {
    return page.resolveSibling(page.getFileName().toString().replaceAll("md$", "json"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String markdown() {
    String aims = results.stream().flatMap(Collected::aims).collect(Collectors.joining());
    String all =
        pages.stream()
            .map(page -> page.replaceAll("(?m)^#", "##"))
            .collect(Collectors.joining("\n"));
    return "# What it costs\n\nAims, and what was found:\n\n" + aims + "\n" + all;
  }

  private static Stream<String> aims(JsonObject result) {
    return objects(result.getJsonArray("tables"))
        .flatMap(table -> table.getJsonArray("notes", new JsonArray()).stream())
        .map(Object::toString)
        .filter(note -> VERDICTS.stream().anyMatch(note::endsWith))
        .map(note -> "- `%s`: %s\n".formatted(result.getString("scenario"), note));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  void writeTo(Path folder) throws IOException {
    Files.writeString(folder.resolve("results.md"), markdown());
    JsonObject json = new JsonObject().put("results", new JsonArray(results));
    Files.writeString(folder.resolve("results.json"), json.encodePrettily() + "\n");
  }
}
