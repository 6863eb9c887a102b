package dev.apifleet.bench.load;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Wrk;
import dev.apifleet.bench.steady.Outcomes;
import dev.apifleet.bench.steady.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Critical and low requests for the same thing, of which together there are three times as many as
 * can be served.
 */
final class Contention {
  /** Until the gateway has noticed what it is in for. */
  static final Duration ONSET = Duration.ofSeconds(3);

  static final Duration LOW_PATIENCE = Duration.ofSeconds(1);

  private static final Duration CRITICAL_PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 64;
  private static final double LEAST_SHARE = 0.95;

  private final Site site;
  private final OurGateway gateway;
  private final Way way;
  private final List<Strained> alone = new ArrayList<>();
  private final List<Strained> greedy = new ArrayList<>();
  private final List<Strained> steady = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();
  private final List<Double> demands = new ArrayList<>();

  /**
   * Who asks for what.
   *
   * @param lowConnections over which low requests come
   */
  record Way(String title, int port, Load critical, Load low, int lowConnections) {}

  Contention(Site site, OurGateway gateway, Way way) {
    this.site = site;
    this.gateway = gateway;
    this.way = way;
  }

  /** Asks as often as told, and once before, until the compilers are done with refusals too. */
  void run() {
    round();
    if (!site.quick()) {
      alone.clear();
      greedy.clear();
      steady.clear();
      shares.clear();
      demands.clear();
      for (int round = 0; round < site.rounds(); round++) {
        round();
      }
    }
  }

  /** The capacity is what is served just before and just after: machines change their mind. */
  private void round() {
    Strained before = closed();
    double twice = 2 * before.critical();
    CompletableFuture<List<Outcomes>> low = asking(List.of(low(twice)));
    Wrk.run(way.port(), way.critical(), ONSET);
    Strained beside = closed().beside(low.join().getFirst(), lowTime());
    Strained after = closed();
    double capacity = (before.critical() + after.critical()) / 2;
    alone.add(before);
    alone.add(after);
    greedy.add(beside);
    shares.add(beside.critical() / capacity);
    demands.add((beside.critical() + beside.lowOffered()) / capacity);
    steady.add(steady(capacity / 2, 2.5 * capacity));
  }

  private Strained closed() {
    Wrk.Found[] found = new Wrk.Found[1];
    Strained.Cpus cpus = watched(() -> found[0] = Wrk.run(way.port(), way.critical(), site.time()));
    return Strained.closed(found[0], cpus);
  }

  private Strained steady(double critical, double low) {
    Plan plan =
        new Plan(
            way.port(),
            List.of(Site.request(way.critical())),
            critical,
            CONNECTIONS,
            CRITICAL_PATIENCE,
            site.time());
    CompletableFuture<List<Outcomes>> asking = asking(List.of(plan.after(ONSET), low(low)));
    Site.wait(ONSET);
    Strained.Cpus cpus = watched(() -> Site.wait(site.time()));
    List<Outcomes> found = asking.join();
    return Strained.open(found.getFirst(), site.time(), cpus).beside(found.getLast(), lowTime());
  }

  private Strained.Cpus watched(Runnable load) {
    CpuShare share = CpuShare.of(gateway.process());
    IdleCpu idle = IdleCpu.now();
    load.run();
    return new Strained.Cpus(share.percent(), idle.percent());
  }

  private Plan low(double perSecond) {
    return new Plan(
        way.port(),
        List.of(Site.request(way.low())),
        perSecond,
        way.lowConnections(),
        LOW_PATIENCE,
        lowTime());
  }

  /** Goes on until the measurement is over. */
  private CompletableFuture<List<Outcomes>> asking(List<Plan> plans) {
    Supplier<List<Outcomes>> run = () -> site.generator().run(plans);
    return CompletableFuture.supplyAsync(run);
  }

  private Duration lowTime() {
    return ONSET.plus(site.time()).plusSeconds(1);
  }

  private Spread micros() {
    return Spread.of(alone.stream().map(Strained::microsEach).toList());
  }

  private Spread refusalMicros() {
    double each = micros().median();
    return Spread.of(greedy.stream().map(round -> round.microsPerRefusal(each)).toList());
  }

  Table table() {
    return new Table(
        way.title(),
        Strained.COLUMNS,
        List.of(
            Strained.row("critical alone: the capacity", alone),
            Strained.row("critical as fast as answered, low at 2 ×", greedy),
            Strained.row("critical at 0.5 ×, low at 2.5 ×", steady)),
        List.of(
            "Asked for in the second row: %s × capacity; of the gateway's CPU a request takes %s µs, a refusal %s."
                .formatted(Spread.of(demands), micros(), refusalMicros()),
            Aim.atLeast(
                    way.title() + ": critical requests answered",
                    LEAST_SHARE,
                    " × capacity",
                    Spread.of(shares).median())
                .toString()));
  }
}
