package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.steady.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What our gateway adds to the time of a request while it has half of its work to do. */
final class Latency implements Scenario {
  private static final List<String> COLUMNS =
      List.of("asked", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "failed");

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
      List<Outcomes> alone = new ArrayList<>();
      List<Outcomes> through = new ArrayList<>();
      site.steady(port, Load.PLAIN, half);
      for (int round = 0; round < site.rounds(); round++) {
        alone.add(site.steady(site.backend().port(), Load.PLAIN, half));
        through.add(site.steady(port, Load.PLAIN, half));
      }
      return report(half, alone, through, site);
    }
  }

  private static Report report(
      double half, List<Outcomes> alone, List<Outcomes> through, Site site) {
    double added = p99(through).median() - p99(alone).median();
    String about =
        """
        %,.0f requests a second at even intervals, half of what the gateway serves when asked by 64
        connections as fast as it answers; each request's time is from when it was due, so that nothing that
        waits is left out. Medians of %d rounds of %d s in which both took turns; lowest and highest in
        brackets."""
            .formatted(half, site.rounds(), site.time().toSeconds());
    return new Report(
        about,
        List.of(
            new Table(
                "Open loop at half of capacity",
                COLUMNS,
                List.of(
                    row("the backend alone", half, alone), row("through ApiFleet", half, through)),
                List.of(
                    Aim.atMost("Added p99, as the aim", 1, " ms", added).toString(),
                    Aim.atMost("Added p99, in any case", 3, " ms", added).toString()))));
  }

  private static List<Object> row(String who, double perSecond, List<Outcomes> rounds) {
    return List.of(
        who,
        Math.round(perSecond),
        Outcomes.spread(rounds, round -> round.millis(50)),
        p99(rounds),
        Outcomes.spread(rounds, round -> round.millis(99.9)),
        rounds.stream().mapToLong(Outcomes::failed).sum());
  }

  private static Spread p99(List<Outcomes> rounds) {
    return Outcomes.spread(rounds, round -> round.millis(99));
  }
}
