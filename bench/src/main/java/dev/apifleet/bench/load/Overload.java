package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Wrk;
import dev.apifleet.bench.steady.Outcomes;
import dev.apifleet.bench.steady.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Our gateway asked for three times what it can do, most of it of low priority. */
final class Overload implements Scenario {
  private static final Load CRITICAL = Load.of("/critical");
  private static final Load LOW = Load.of("/low");

  /** As many as a few hundred clients keep open. */
  private static final int LOW_CONNECTIONS = 256;

  /** Until the gateway has noticed what it is in for. */
  private static final Duration ONSET = Duration.ofSeconds(3);

  private static final Duration LOW_PATIENCE = Duration.ofSeconds(1);

  private static final String FLEET =
      """
      kind: GatewayFleet
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: default, namespace: default}
      spec:
        replicas: 1
        listeners: [{name: http, port: %d}]
      """;

  /** A firewall makes requests dear, so that load and backend have CPU to spare. */
  private static final String ROUTE =
      """
      ---
      kind: ApiRoute
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: api, namespace: default}
      spec:
        fleetRef: default
        rules:
        - name: critical
          matches: [{path: {type: PathPrefix, value: /critical}}]
          backendRefs: [{name: api}]
          priority: Critical
          filters: [{type: WAF, waf: {}}]
        - name: low
          matches: [{path: {type: PathPrefix, value: /low}}]
          backendRefs: [{name: api}]
          priority: Low
          filters: [{type: WAF, waf: {}}]
      """;

  private final List<Strained> alone = new ArrayList<>();
  private final List<Strained> greedy = new ArrayList<>();
  private final List<Strained> steady = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 5, Duration.ofSeconds(10));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      int port = Ports.free();
      OurGateway gateway =
          site.gateway(FLEET.formatted(port) + Manifests.pool(site.backend().port()) + ROUTE);
      site.warmUp(port, CRITICAL);
      for (int round = 0; round < site.rounds(); round++) {
        round(site, gateway, port);
      }
      return report(site);
    }
  }

  private void round(Site site, OurGateway gateway, int port) {
    Strained capacity = closed(site, gateway, port);
    double twice = 2 * capacity.critical();
    CompletableFuture<Outcomes> low = low(site, port, twice);
    Strained beside = closed(site, gateway, port).beside(twice, low.join(), lowTime(site));
    double half = capacity.critical() / 2;
    low = low(site, port, 5 * half);
    CpuShare share = CpuShare.of(gateway.process());
    Outcomes found = site.steady(port, CRITICAL, half);
    steady.add(
        Strained.open(half, found, site.time(), share.percent())
            .beside(5 * half, low.join(), lowTime(site)));
    alone.add(capacity);
    greedy.add(beside);
    shares.add(beside.critical() / capacity.critical());
  }

  private static Strained closed(Site site, OurGateway gateway, int port) {
    CpuShare share = CpuShare.of(gateway.process());
    Wrk.Found found = Wrk.run(port, CRITICAL, site.time());
    return Strained.closed(found, share.percent());
  }

  /** Returns when the gateway has noticed; the load goes on until the measurement is over. */
  private static CompletableFuture<Outcomes> low(Site site, int port, double perSecond) {
    Plan plan =
        new Plan(port, Site.request(LOW), perSecond, LOW_CONNECTIONS, LOW_PATIENCE, lowTime(site));
    CompletableFuture<Outcomes> low =
        CompletableFuture.supplyAsync(() -> site.generator().run(plan));
    Site.wait(ONSET);
    return low;
  }

  private static Duration lowTime(Site site) {
    return ONSET.plus(site.time()).plusSeconds(1);
  }

  private Report report(Site site) {
    String about =
        """
        The gateway has its usual bounds (CPU 95 percent, lag 100 ms). Its capacity is what 64 connections
        with critical requests get while nobody else asks. Beside them then comes a load of low priority at a
        steady rate over %d connections, %d s ahead: once twice the capacity, while the 64 connections go on as
        fast as they are answered; once two and a half times the capacity, while critical requests come at half
        of it, at even intervals, timed from when they were due. A low request that no connection becomes free
        for within %d s is given up by its client. A firewall on
        both rules makes requests dear, so that the load's CPU is not what is overloaded. Medians of %d rounds of
        %d s; lowest and highest in brackets."""
            .formatted(
                LOW_CONNECTIONS,
                ONSET.toSeconds(),
                LOW_PATIENCE.toSeconds(),
                site.rounds(),
                site.time().toSeconds());
    List<List<Object>> rows =
        List.of(
            Strained.row("critical alone: the capacity", alone),
            Strained.row("critical at the capacity, low at 2 ×", greedy),
            Strained.row("critical at 0.5 ×, low at 2.5 ×", steady));
    return new Report(
        about,
        List.of(
            new Table(
                "Three times the capacity",
                Strained.COLUMNS,
                rows,
                List.of(
                    Aim.atLeast("Critical requests answered", 0.95, " × capacity", median(shares))
                        .toString()))));
  }

  private static double median(List<Double> rounds) {
    return Spread.of(rounds).median();
  }
}
