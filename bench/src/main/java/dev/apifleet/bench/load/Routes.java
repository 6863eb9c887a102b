package dev.apifleet.bench.load;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Wrk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /** A gateway that runs, and what it was found to do. */
  private record Runner(String label, OurGateway gateway, String url, List<ClosedLoop> rounds) {
    void round(String script, Duration time) {
      rounds.add(ClosedLoop.run(gateway.process(), url, script, time));
    }

    List<Object> row() {
      return Stream.concat(Stream.of(label), ClosedLoop.cells(rounds).stream()).toList();
    }

    double micros() {
      return ClosedLoop.micros(rounds).median();
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
        Wrk.run(runner.url(), script, site.warmUp());
      }
      for (int round = 0; round < site.rounds(); round++) {
        plain.round(script, site.time());
        many.round(script, site.time());
      }
      return report(site, plain, many);
    }
  }

  private static Runner start(Site site, String label, String routes) throws Exception {
    int port = Ports.free();
    String yaml = Manifests.fleet(port) + Manifests.pool(site.backend().port()) + routes;
    return new Runner(label, site.gateway(yaml), "http://127.0.0.1:" + port, new ArrayList<>());
  }

  private static Report report(Site site, Runner plain, Runner many) {
    String about =
        """
        Two gateways on the same CPU, of which one is idle while the other is asked. The routes are ApiRoutes:
        a quarter each with a path prefix and a header, a template, a regular expression, a path prefix and a
        header's regular expression. Each request is for another of them than the one before, and both gateways
        get the same requests. 64 connections; medians of %d rounds of %d s; lowest and highest in brackets."""
            .formatted(site.rounds(), site.time().toSeconds());
    double ratio = many.micros() / plain.micros();
    return new Report(
        about,
        List.of(
            new Table(
                "CPU per request by number of routes",
                Stream.concat(Stream.of("gateway"), ClosedLoop.COLUMNS.stream()).toList(),
                List.of(plain.row(), many.row()),
                List.of(
                    Aim.atMost("CPU per request with many routes", 1.1, " × one route", ratio)
                        .toString()))));
  }
}
