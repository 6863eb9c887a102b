package dev.apifleet.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A scenario's report with all that one must know to compare it with another. */
record Results(String scenario, Machine machine, Report report) {
  String markdown() {
    String tables = report.tables().stream().map(Table::markdown).collect(Collectors.joining("\n"));
    return "# bench %s\n\n%s\n\n%s\n\n%s".formatted(scenario, machine, report.about(), tables);
  }

  JsonObject json() {
    JsonArray tables = new JsonArray();
    report.tables().forEach(table -> tables.add(table.json()));
    return new JsonObject()
        .put("scenario", scenario)
        .put("machine", machine.json())
        .put("about", report.about())
        .put("tables", tables);
  }

  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("results-" + scenario + ".md"), markdown());
    Files.writeString(
        folder.resolve("results-" + scenario + ".json"), json().encodePrettily() + "\n");
  }
}
