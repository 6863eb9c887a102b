package dev.apifleet.bench;

import dev.apifleet.bench.leases.Leases;
import dev.apifleet.bench.limits.Limits;
import dev.apifleet.bench.limits.RedisAway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code bench}: runs scenarios, prints their tables and keeps them in a folder. */
@Command(
    name = "bench",
    description = "Measures what ApiFleet costs on this machine.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final List<Scenario> SCENARIOS =
      List.of(new Limits(), new RedisAway(), new Leases());

  @Option(
      names = "--out",
      defaultValue = "bench",
      description = "folder for results-SCENARIO.md and .json (default: ${DEFAULT-VALUE})")
  private Path out;

  @Option(
      names = "--quick",
      description = "some hundred decisions: shows that it works, measures nothing")
  private boolean quick;

  @Parameters(paramLabel = "SCENARIO", description = "default: all")
  private List<String> names = List.of();

  @Spec private CommandSpec spec;

  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench());
  }

  @Override
  public Integer call() throws Exception {
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    for (Scenario scenario : chosen()) {
      Results results = new Results(scenario.name(), Machine.here(), scenario.run(effort));
      spec.commandLine().getOut().println(results.markdown());
      results.writeTo(out);
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Scenario> chosen() {
    List<Scenario> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(scenario(name));
    }
    return chosen.isEmpty() ? SCENARIOS : chosen;
  }

  private Scenario scenario(String name) {
    return SCENARIOS.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ParameterException(spec.commandLine(), unknown(name)));
  }

  private static String unknown(String name) {
    List<String> known = SCENARIOS.stream().map(Scenario::name).toList();
    return "there is no scenario '%s'; choose of %s".formatted(name, String.join(", ", known));
  }
}
