package dev.apifleet.bench.translate;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.translate.Rounds.Cost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What one change costs the operator, by number of routes. */
public final class Translate implements Scenario {
  private static final List<Integer> SIZES = List.of(100, 1_000, 5_000, 10_000);
  private static final int MOST = 10_000;
  private static final double MOST_MILLIS = 10;
  private static final double MOST_MILLIS_OF_ENDPOINTS = 3;
  private static final double MOST_MILLIS_COLD = 3_000;

  private final List<List<Object>> rows = new ArrayList<>();
  private final List<String> aims = new ArrayList<>();

  @Override
  public String name() {
    return "translate";
  }

  @Override
  public Effort usual() {
    return new Effort(200, 200, Duration.ZERO);
  }

  @Override
  public Report run(Effort effort) {
    List<Integer> sizes = effort.warmUps() == 0 ? SIZES.subList(0, 1) : SIZES;
    sizes.forEach(size -> measure(size, effort));
    return new Report(
        "What one change costs the operator: all of listing the world, translating it, hashing the"
            + " snapshot and finding what differs, as CPU time of one thread. Ten routes share a"
            + " pool of ten endpoints, a hundred a policy. Cold is a leader's first translation,"
            + " in a JVM that has translated before.",
        List.of(new Table("One change", List.of("routes", "change", "ms", "KiB"), rows, aims)));
  }

  private void measure(int size, Effort effort) {
    Rounds rounds = new Rounds(size);
    add(size, "all (cold)", List.of(rounds.cold(), rounds.cold(), rounds.cold()));
    for (int warmUp = 0; warmUp < effort.warmUps(); warmUp++) {
      Stream.of(Change.values()).forEach(change -> rounds.of(change, 1));
    }
    for (Change change : Change.values()) {
      add(size, change.label(), rounds.of(change, effort.rounds()));
    }
  }

  private void add(int size, String change, List<Cost> costs) {
    rows.add(List.of(size, change, Cost.millis(costs), Cost.kibibytes(costs)));
    double millis = Cost.millis(costs).median();
    if (size == MOST) {
      aim(change, millis).map(Aim::toString).forEach(aims::add);
    }
  }

  private static Stream<Aim> aim(String change, double millis) {
    String what = "10,000 routes, %s".formatted(change);
    return change.equals("all (cold)")
        ? Stream.of(Aim.atMost(what, MOST_MILLIS_COLD, " ms", millis))
        : change.equals(Change.ENDPOINTS.label())
            ? Stream.of(Aim.atMost(what, MOST_MILLIS_OF_ENDPOINTS, " ms", millis))
            : change.equals(Change.ROUTE.label())
                ? Stream.of(Aim.atMost(what, MOST_MILLIS, " ms", millis))
                : Stream.empty();
  }
}
