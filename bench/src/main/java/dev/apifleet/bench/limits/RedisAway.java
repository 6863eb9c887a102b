package dev.apifleet.bench.limits;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import java.util.ArrayList;
import java.util.List;

/** What clients feel of a Redis that is killed or hangs, and how soon it is used again. */
public final class RedisAway implements Scenario {
  private static final List<String> COLUMNS =
      List.of(
          "precision",
          "fault",
          "p99 µs before",
          "p99 µs, first 100 ms",
          "p99 µs, rest of it",
          "p99 µs after",
          "over budget, first 100 ms",
          "over budget, all the rest",
          "decided alone",
          "ms until shared again");

  @Override
  public String name() {
    return "redis-away";
  }

  @Override
  public Report run(Effort effort) {
    List<Row> rows = new ArrayList<>();
    for (Precision precision : List.of(Precision.EXACT, Precision.LEASED)) {
      for (Fault fault : Fault.values()) {
        rows.add(new Row(precision, fault, new ArrayList<>()));
      }
    }
    for (int round = 0; round < effort.warmUps(); round++) {
      rows.forEach(row -> row.measure(effort));
    }
    for (int round = 0; round < effort.rounds(); round++) {
      rows.forEach(row -> row.outages.add(row.measure(effort)));
    }
    return new Report(
        about(effort),
        List.of(new Table("Outages", COLUMNS, rows.stream().map(Row::cells).toList())));
  }

  private record Row(Precision precision, Fault fault, List<Outage> outages) {
    Outage measure(Effort effort) {
      return new OutageRun(precision, fault, effort.time()).measure();
    }

    List<Object> cells() {
      List<Object> cells =
          new ArrayList<>(List.of(precision == Precision.EXACT ? "Exact" : "Leased", fault.name()));
      cells.addAll(Outage.figures(outages));
      return cells;
    }
  }

  private static String about(Effort effort) {
    return """
        One gateway's limiter decides %,d requests a second of a hot key under its limit, with
        onStoreFailure Local and a budget of %d ms, while the redis-server process gets a signal; %d s
        later it is started again, or gets SIGCONT. Times are from when a request was due to when it
        was decided. Over budget: decided more than 5 ms later than the budget allows, from when it
        was asked for; that much timers may add. Shared again: the first decision by Redis, from when
        Redis answered anyone, or got SIGCONT. Medians of %d rounds in which all rows took turns,
        after %d unmeasured; lowest and highest in brackets."""
        .formatted(
            OpenLoop.PER_SECOND,
            PolicyConfig.STORE_TIMEOUT_MILLIS,
            OutageRun.AWAY.toSeconds(),
            effort.rounds(),
            effort.warmUps());
  }
}
