package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Wrk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whether a request costs more where it is one of ten thousand routes that serves it. */
final class Routes implements Scenario {
  private static final int COUNT = 10_000;
  private static final int FEW = 100;

  private static final String CATCH_ALL =
      """
      ---
      kind: ApiRoute
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: all, namespace: default}
      spec:
        fleetRef: default
        rules:
        - name: all
          matches: [{path: {type: PathPrefix, value: /}}]
          backendRefs: [{name: api}]
      """;

  private static final List<String> COLUMNS =
      List.of("gateway", "requests/s", "CPU µs/request", "p50 ms", "p99 ms", "RSS MiB");

  private record Lap(Wrk.Found found, double micros, double rss) {}

  /** A gateway that runs, and what it was found to do. */
  private record Runner(String label, OurGateway gateway, int port, List<Lap> laps) {
    void lap(String script, Duration time) {
      long before = gateway.process().cpuMicros();
      Wrk.Found found = Wrk.run("http://127.0.0.1:" + port, script, time);
      if (found.errors() > 0) {
        throw new IllegalStateException(found.errors() + " requests found no route");
      }
      double micros = (double) (gateway.process().cpuMicros() - before) / found.requests();
      laps.add(new Lap(found, micros, gateway.process().rssMebibytes()));
    }

    Spread spread(ToDoubleFunction<Lap> figure) {
      return Spread.of(laps.stream().map(figure::applyAsDouble).toList());
    }

    Spread micros() {
      return spread(Lap::micros);
    }

    List<Object> row() {
      return List.of(
          label,
          spread(lap -> Site.perSecond(lap.found())),
          micros(),
          spread(lap -> lap.found().p50()),
          spread(lap -> lap.found().p99()),
          spread(Lap::rss));
    }
  }

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 5, Duration.ofSeconds(5));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      int count = site.quick() ? FEW : COUNT;
      String script = ManyRoutes.requests(count);
      Runner plain = start(site, "one route for all paths", CATCH_ALL);
      Runner many = start(site, "%,d routes".formatted(count), ManyRoutes.yaml(count));
      for (Runner runner : List.of(plain, many)) {
        Wrk.run("http://127.0.0.1:" + runner.port(), script, site.warmUp());
      }
      for (int round = 0; round < site.rounds(); round++) {
        plain.lap(script, site.time());
        many.lap(script, site.time());
      }
      return report(site, plain, many);
    }
  }

  private static Runner start(Site site, String label, String routes) throws Exception {
    int port = Ports.free();
    String yaml = Manifests.fleet(port) + Manifests.pool(site.backend().port()) + routes;
    return new Runner(label, site.gateway(yaml), port, new ArrayList<>());
  }

  private static Report report(Site site, Runner plain, Runner many) {
    String about =
        """
        Two gateways on the same CPU, of which one is idle while the other is asked. The routes are ApiRoutes:
        a quarter each with a path prefix and a header, a template, a regular expression, a path prefix and a
        header's regular expression. Each request is for another of them than the one before, and both gateways
        get the same requests. 64 connections; medians of %d rounds of %d s; lowest and highest in brackets."""
            .formatted(site.rounds(), site.time().toSeconds());
    double ratio = many.micros().median() / plain.micros().median();
    return new Report(
        about,
        List.of(
            new Table(
                "CPU per request by number of routes",
                COLUMNS,
                List.of(plain.row(), many.row()),
                List.of(
                    Aim.atMost("CPU per request with many routes", 1.1, " × one route", ratio)
                        .toString()))));
  }
}
