package dev.apifleet.bench.load;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Resources;
import dev.apifleet.bench.race.Wrk;
import dev.apifleet.bench.steady.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/** What requests feel of fifty changes a second, on gateways with 100 to 10,000 routes. */
final class Reconfigure implements Scenario {
  private static final List<Integer> ROUTES = List.of(100, 1_000, 10_000);
  private static final List<Integer> FEW = List.of(20);
  private static final int PER_SECOND = 50;

  private static final List<String> COLUMNS =
      List.of(
          "changes",
          "made/s",
          "served after ms, p50",
          "p99",
          "closed loop: requests/s",
          "p50 ms",
          "p99 ms",
          "open loop at half: p50 ms",
          "p99 ms ");

  /**
   * What one round found.
   *
   * @param appliedP50 of changes, in milliseconds; 0 where there were none
   */
  private record Lap(
      double made, double appliedP50, double appliedP99, Wrk.Found closed, Outcomes open) {}

  @Override
  public String name() {
    return "reconfigure";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 5, Duration.ofSeconds(10));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    List<Table> tables = new ArrayList<>();
    for (int routes : effort.warmUps() == 0 ? FEW : ROUTES) {
      try (Site site = Site.open(effort)) {
        tables.add(measure(site, routes));
      }
    }
    String about =
        """
        Routes are of all kinds; every other change is of a route, the rest let an endpoint come and go. A change
        counts as served when the gateway has acknowledged it. Closed loop: 64 connections, as fast as they are
        answered. Open loop: at even intervals, half as many requests, from when each was due. Medians of rounds
        that take turns with and without changes; lowest and highest in brackets.""";
    return new Report(about, tables);
  }

  private static Table measure(Site site, int routes) throws Exception {
    int port = Ports.free();
    String yaml = Manifests.proxy(port, site.backend().port()) + ManyRoutes.yaml(routes);
    OurGateway gateway = site.gateway(yaml);
    double half = site.warmUp(port, Load.PLAIN) / 2;
    Changes changes = new Changes(gateway, Resources.translate(yaml));
    List<Lap> calm = new ArrayList<>();
    List<Lap> changing = new ArrayList<>();
    for (int round = 0; round < site.rounds(); round++) {
      calm.add(new Lap(0, 0, 0, closed(site, port), site.steady(port, Load.PLAIN, half)));
      changing.add(changing(site, port, half, changes));
    }
    return table(routes, calm, changing);
  }

  private static Lap changing(Site site, int port, double half, Changes changes) {
    long before = changes.made();
    long began = System.nanoTime();
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> changes.make(PER_SECOND));
    Wrk.Found closed = closed(site, port);
    Outcomes open = site.steady(port, Load.PLAIN, half);
    changes.stop();
    making.join();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Lap(
        (changes.made() - before) / seconds, changes.millis(50), changes.millis(99), closed, open);
  }

  private static Wrk.Found closed(Site site, int port) {
    return Wrk.run(port, Load.PLAIN, site.time());
  }

  private static Table table(int routes, List<Lap> calm, List<Lap> changing) {
    double ratio =
        spread(changing, lap -> lap.closed().p99()).median()
            / spread(calm, lap -> lap.closed().p99()).median();
    double made = spread(changing, Lap::made).median();
    return new Table(
        "Requests while the configuration changes, with %,d routes".formatted(routes),
        COLUMNS,
        List.of(row("none", calm), row(PER_SECOND + "/s", changing)),
        List.of(
            Aim.atLeast("Changes made", PER_SECOND * 0.98, "/s", made).toString(),
            Aim.atMost("p99 of the closed loop", 1.5, " × that without changes", ratio)
                .toString()));
  }

  private static List<Object> row(String changes, List<Lap> laps) {
    return List.of(
        changes,
        spread(laps, Lap::made),
        spread(laps, Lap::appliedP50),
        spread(laps, Lap::appliedP99),
        spread(laps, lap -> Site.perSecond(lap.closed())),
        spread(laps, lap -> lap.closed().p50()),
        spread(laps, lap -> lap.closed().p99()),
        spread(laps, lap -> lap.open().millis(50)),
        spread(laps, lap -> lap.open().millis(99)));
  }

  private static Spread spread(List<Lap> laps, ToDoubleFunction<Lap> figure) {
    return Spread.of(laps.stream().map(figure::applyAsDouble).toList());
  }
}
