package dev.apifleet.bench.steady;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@link Generator} that is told by lines what to do, and answers each by one. */
public final class GeneratorMain {
  private GeneratorMain() {}

  public static void main(String[] none) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Generator generator = new Generator()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<Plan> plans =
            new JsonArray(line).stream().map(plan -> Plan.of((JsonObject) plan)).toList();
        // What is left of earlier rounds goes now, so that this one is not stopped for it.
        System.gc();
        System.out.println(
            new JsonArray(generator.run(plans).stream().map(Outcomes::json).toList()).encode());
      }
    }
  }
}
