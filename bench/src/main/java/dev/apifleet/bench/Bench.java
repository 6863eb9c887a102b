package dev.apifleet.bench;

import dev.apifleet.bench.apiserver.ApiServer;
import dev.apifleet.bench.delivery.Delivery;
import dev.apifleet.bench.elastic.Elastic;
import dev.apifleet.bench.leases.Leases;
import dev.apifleet.bench.limits.Limits;
import dev.apifleet.bench.limits.RedisAway;
import dev.apifleet.bench.load.Loads;
import dev.apifleet.bench.micro.Micro;
import dev.apifleet.bench.peer.Envoy;
import dev.apifleet.bench.peer.NginxWithLua;
import dev.apifleet.bench.peer.SpringCloudGateway;
import dev.apifleet.bench.profile.Profile;
import dev.apifleet.bench.race.BareVertx;
import dev.apifleet.bench.race.Contest;
import dev.apifleet.bench.race.HaProxy;
import dev.apifleet.bench.race.Nginx;
import dev.apifleet.bench.race.Peer;
import dev.apifleet.bench.scaling.Scaling;
import dev.apifleet.bench.start.Start;
import dev.apifleet.bench.translate.Translate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
  private static final List<Peer> PEERS =
      List.of(
          new Nginx(),
          new NginxWithLua(),
          new HaProxy(),
          new BareVertx(),
          new Envoy(),
          new SpringCloudGateway());

  private static final List<Scenario> SCENARIOS =
      Stream.of(
              Contest.all(PEERS),
              Loads.ALL,
              List.of(
                  new Limits(),
                  new RedisAway(),
                  new Leases(),
                  new Scaling(),
                  new ApiServer(),
                  new Delivery(),
                  new Elastic(),
                  new Micro(),
                  new Profile(),
                  new Start(),
                  new Translate()))
          .<Scenario>flatMap(List::stream)
          .toList();

  @Option(
      names = "--out",
      defaultValue = "bench",
      description =
          "folder for results-SCENARIO.md and .json, and results.md of all there are (default: ${DEFAULT-VALUE})")
  private Path out;

  @Option(
      names = "--quick",
      description = "some hundred decisions: shows that it works, measures nothing")
  private boolean quick;

  @Option(names = "--rounds", description = "how often each is measured (default: the scenario's)")
  private Integer rounds;

  @Option(names = "--seconds", description = "how long each time (default: the scenario's)")
  private Integer seconds;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "of those who race, the ones whose name has this in it")
  private String only;

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
    for (Scenario scenario : chosen()) {
      Machine machine = Machine.here();
      Results results = new Results(scenario.name(), machine, scenario.run(effort(scenario)));
      spec.commandLine().getOut().println(results.markdown());
      results.writeTo(out);
      Collected.of(out, SCENARIOS.stream().map(Scenario::name).toList()).writeTo(out);
    }
    return CommandLine.ExitCode.OK;
  }

  private Effort effort(Scenario scenario) {
    Effort effort = (quick ? Effort.QUICK : scenario.usual()).onlyFor(only);
    effort = rounds == null ? effort : effort.withRounds(rounds);
    return seconds == null ? effort : effort.withTime(Duration.ofSeconds(seconds));
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
