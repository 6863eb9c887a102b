package dev.apifleet.bench.load;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Answers;
import dev.apifleet.bench.race.Course;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.Nginx;
import dev.apifleet.bench.race.Runner;
import dev.apifleet.bench.race.Task;
import dev.apifleet.bench.steady.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What our gateway adds to the time of a request while it has half of its work to do. */
final class Latency implements Scenario {
  private static final List<String> COLUMNS =
      List.of("asked", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "failed", "load's CPU idle %");

  /** Where the backend alone takes longer, the machine or the load is what is slow. */
  private static final double QUIET = 1;

  private static final int WARM_UPS = 2;
  private static final String ALONE = "the backend alone";
  private static final String THROUGH_OURS = "through ApiFleet";

  private final Nginx nginx = new Nginx();

  /**
   * One measurement.
   *
   * @param idle percent of their CPU that load and backend left unused
   */
  private record Lap(Outcomes outcomes, double idle) {}

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 5, Duration.ofSeconds(10));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      int port = Ports.free();
      site.gateway(Manifests.proxy(port, site.backend().port()));
      double half = site.warmUp(port, Load.PLAIN) / 2;
      warmUp(site, port, half);
      Map<String, List<Lap>> laps = new LinkedHashMap<>();
      for (int round = 0; round < site.rounds(); round++) {
        add(laps, ALONE, lap(site, site.backend().port(), half));
        add(laps, THROUGH_OURS, lap(site, port, half));
        if (nginx.absence(Task.PROXY).isEmpty()) {
          add(laps, "through " + nginx.name(), lapThroughNginx(site, half));
        }
      }
      return report(half, laps, site);
    }
  }

  private static void add(Map<String, List<Lap>> laps, String who, Lap lap) {
    laps.computeIfAbsent(who, _ -> new ArrayList<>()).add(lap);
  }

  /** Started anew each time: while our gateway is asked it has the CPU to itself. */
  private Lap lapThroughNginx(Site site, double half) throws IOException {
    Path folder = Files.createTempDirectory(site.folder(), "nginx");
    Course course = new Course(Task.PROXY, site.backend().port(), 0, null, folder);
    try (Runner runner = nginx.start(course)) {
      Answers.await(runner.port(), Load.PLAIN, runner.process());
      return lap(site, runner.port(), half);
    }
  }

  /** For the compilers of the generator, and of what the gateway does at leisure. */
  private static void warmUp(Site site, int port, double half) {
    for (int i = 0; i < (site.quick() ? 1 : WARM_UPS); i++) {
      lap(site, port, half);
      lap(site, site.backend().port(), half);
    }
  }

  private static Lap lap(Site site, int port, double half) {
    IdleCpu idle = IdleCpu.now();
    Outcomes outcomes = site.steady(port, Load.PLAIN, half);
    return new Lap(outcomes, idle.percent());
  }

  private static Report report(double half, Map<String, List<Lap>> laps, Site site) {
    double control = p99(laps.get(ALONE)).median();
    double added = p99(laps.get(THROUGH_OURS)).median() - control;
    String about =
        """
        %,.0f requests a second at even intervals, half of what the gateway serves when asked by 64
        connections as fast as it answers; each request's time is from when it was due, so that nothing that
        waits is left out. The load comes from a process of its own. nginx in the gateway's place tells what the
        machine adds where two processes on two CPUs have to be awake. Medians of %d rounds of %d s in which all
        took turns; lowest and highest in brackets."""
            .formatted(half, site.rounds(), site.time().toSeconds());
    List<List<Object>> rows = new ArrayList<>();
    laps.forEach((who, rounds) -> rows.add(row(who, half, rounds)));
    return new Report(
        about,
        List.of(
            new Table(
                "Open loop at half of capacity",
                COLUMNS,
                rows,
                List.of(
                    Aim.atMost("As a control, p99 of the backend alone", QUIET, " ms", control)
                        .toString(),
                    Aim.atMost("Added p99, as the aim", 1, " ms", added).toString(),
                    Aim.atMost("Added p99, in any case", 3, " ms", added).toString()))));
  }

  private static List<Object> row(String who, double perSecond, List<Lap> rounds) {
    return List.of(
        who,
        Math.round(perSecond),
        spread(rounds, lap -> lap.outcomes().millis(50)),
        p99(rounds),
        spread(rounds, lap -> lap.outcomes().millis(99.9)),
        rounds.stream().mapToLong(lap -> lap.outcomes().failed()).sum(),
        spread(rounds, Lap::idle));
  }

  private static Spread p99(List<Lap> rounds) {
    return spread(rounds, lap -> lap.outcomes().millis(99));
  }

  private static Spread spread(List<Lap> rounds, ToDoubleFunction<Lap> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
