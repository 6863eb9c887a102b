package dev.apifleet.bench.apiserver;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.ScratchFolder;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.steady.GeneratorProcess;
import dev.apifleet.bench.steady.Outcomes;
import dev.apifleet.bench.steady.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The scenario {@code api-server}: what the reference API's answers cost, by operation. */
public final class ApiServer implements Scenario {
  private static final int RESOURCES = 100_000;
  private static final int CONNECTIONS = 32;
  private static final double AS_FAST_AS_ANSWERED = 40_000;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final List<String> COLUMNS =
      List.of(
          "asked",
          "requests/s and core",
          "CPU µs",
          "PostgreSQL's CPU µs",
          "requests/s",
          "p50 ms",
          "p99 ms",
          "failed");

  @Override
  public String name() {
    return "api-server";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 3, Duration.ofSeconds(8));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (ScratchFolder scratch = ScratchFolder.create();
        Cpus.Aside _ = Cpus.aside()) {
      return run(effort, scratch.path());
    }
  }

  private static Report run(Effort effort, Path folder) throws Exception {
    Map<String, List<Lap>> laps = new LinkedHashMap<>();
    try (Server server = new Server(folder, RESOURCES);
        GeneratorProcess generator = new GeneratorProcess()) {
      Measuring measuring = new Measuring(server, generator);
      List<Operation> operations =
          Operations.of(server, RESOURCES).stream()
              .filter(operation -> effort.takes(operation.name()))
              .toList();
      for (Operation operation : operations) {
        measuring.full(operation, effort.warmUps() == 0 ? SECOND : WARM_UP);
      }
      for (int round = 0; round < effort.rounds(); round++) {
        for (Operation operation : operations) {
          laps.computeIfAbsent(operation.name(), _ -> new ArrayList<>())
              .add(measuring.lap(operation, longest(effort.time(), SECOND)));
        }
      }
    }
    return report(laps, effort);
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** Asks one server by one generator. */
  private record Measuring(Server server, GeneratorProcess generator) {
    Outcomes full(Operation operation, Duration time) {
      operation.before().run();
      return asked(operation, AS_FAST_AS_ANSWERED, Duration.ofMillis(50), time);
    }

    Lap lap(Operation operation, Duration time) {
      operation.before().run();
      long cpu = server.process().cpuMicros();
      long database = server.postgres().processes().cpuMicros();
      Outcomes full = asked(operation, AS_FAST_AS_ANSWERED, Duration.ofMillis(50), time);
      cpu = server.process().cpuMicros() - cpu;
      database = server.postgres().processes().cpuMicros() - database;
      operation.before().run();
      if (full.good() == 0) {
        throw new IllegalStateException(operation.name() + " was never answered: " + full);
      }
      double half = full.good() / (double) time.toSeconds() / 2;
      return new Lap(
          full, time, cpu, database, asked(operation, half, Duration.ofMinutes(1), time));
    }

    private Outcomes asked(
        Operation operation, double perSecond, Duration patience, Duration time) {
      return generator.run(
          new Plan(
              server.port(), operation.requests().get(), perSecond, CONNECTIONS, patience, time));
    }
  }

  private static Report report(Map<String, List<Lap>> laps, Effort effort) {
    List<List<Object>> rows = new ArrayList<>();
    laps.forEach((name, rounds) -> rows.add(row(name, rounds)));
    String about =
        """
        An API server as the chart runs it, on a CPU of its own; PostgreSQL with %,d resources, Redis and the
        load share another. Requests a second and core are what the server's own CPU time allows. Those answered
        were asked by %d connections as fast as answers came; where that CPU of the others is full, they are fewer.
        Times are of requests at even intervals, half as often, from when each was due. Medians of %d rounds of
        %d s; lowest and highest in brackets."""
            .formatted(RESOURCES, CONNECTIONS, effort.rounds(), effort.time().toSeconds());
    return new Report(about, List.of(new Table("API server", COLUMNS, rows, Ratios.of(laps))));
  }

  private static List<Object> row(String name, List<Lap> rounds) {
    return List.of(
        name,
        spread(rounds, Lap::perSecondAndCore),
        spread(rounds, Lap::microsEach),
        spread(rounds, Lap::databaseMicrosEach),
        spread(rounds, Lap::perSecond),
        spread(rounds, lap -> lap.half().millis(50)),
        spread(rounds, lap -> lap.half().millis(99)),
        rounds.stream().mapToLong(Lap::failed).sum());
  }

  static Spread spread(List<Lap> rounds, ToDoubleFunction<Lap> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
