package dev.apifleet.bench.steady;

import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Jvm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A generator in a process of its own, which nothing else makes wait: it has a heap that takes what
 * a round leaves without a collection, and its code stays compiled from round to round.
 */
public final class GeneratorProcess implements AutoCloseable {
  private static final List<String> COMMAND =
      List.of(
          "taskset",
          "-c",
          "" + Cpus.OTHERS,
          Jvm.home("java"),
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-Xms1g",
          "-Xmx1g",
          "-Xmn768m",
          "-Dio.netty.leakDetection.level=disabled",
          "-cp",
          System.getProperty("java.class.path"),
          GeneratorMain.class.getName());

  private final Process process;
  private final PrintStream orders;
  private final BufferedReader results;

  public GeneratorProcess() {
    try {
      process = new ProcessBuilder(COMMAND).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    results = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Asks as planned, all at once; returns with the last answer, in the order of the plans. */
  public List<Outcomes> run(List<Plan> plans) {
    orders.println(new JsonArray(plans.stream().map(Plan::json).toList()).encode());
    try {
      String line = results.readLine();
      if (line == null) {
        throw new IllegalStateException("the load generator has ended; see above");
      }
      return new JsonArray(line)
          .stream().map(outcomes -> Outcomes.of((JsonObject) outcomes)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Outcomes run(Plan plan) {
    return run(List.of(plan)).getFirst();
  }

  @Override
  public void close() {
    orders.close();
    process.destroy();
  }
}
