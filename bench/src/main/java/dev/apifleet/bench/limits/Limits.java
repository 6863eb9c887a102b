package dev.apifleet.bench.limits;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.RedisProbe;
import dev.apifleet.bench.RedisServer;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** What a decision costs by each algorithm and precision, for a hot key and for many. */
public final class Limits implements Scenario {
  private static final List<String> COLUMNS =
      List.of(
          "precision",
          "algorithm",
          "demand",
          "decisions/s",
          "p50 µs",
          "p99 µs",
          "p99.9 µs",
          "Redis calls per 1,000");

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public Report run(Effort effort) {
    Vertx vertx = Vertx.vertx();
    try (RedisServer server = RedisServer.start()) {
      RedisProbe redis = new RedisProbe(vertx, server);
      List<Cell> cells =
          cells(
              List.of(
                  new InMemory(),
                  new ByGateway("Exact", server.uri(), PodLimiter::exact),
                  new ByGateway("Leased", server.uri(), PodLimiter::leased)));
      for (int round = 0; round < effort.warmUps(); round++) {
        cells.forEach(cell -> cell.measure(redis, effort));
      }
      for (int round = 0; round < effort.rounds(); round++) {
        cells.forEach(cell -> cell.rounds().add(cell.measure(redis, effort)));
      }
      return report(effort, redis.version(), cells);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static List<Cell> cells(List<Way> ways) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(new Nothing(), Algorithm.SLIDING_COUNTER, Demand.WITHIN));
    for (Demand demand : List.of(Demand.WITHIN, Demand.BEYOND, Demand.MANY)) {
      for (Algorithm algorithm : Algorithm.values()) {
        ways.forEach(way -> cells.add(new Cell(way, algorithm, demand)));
      }
    }
    return cells;
  }

  private static Report report(Effort effort, String redisVersion, List<Cell> cells) {
    String about =
        """
        Redis %s on this machine, without a network between; one event loop asks. Decisions per
        second: 64 side by side, as fast as they come. Times: %,d requests a second at even
        intervals, each from when it was due to when it was decided, so that nothing that waits is
        left out; the row "none" decides nothing, and its times are those of being woken up. Redis calls:
        scripts called during the times' measurement. Figures are medians of %d rounds of %d ms in
        which all rows took turns, after %d unmeasured; lowest and highest in brackets.
        Limits are per minute and key: %,d for the hot key under its limit, else %,d."""
            .formatted(
                redisVersion,
                OpenLoop.PER_SECOND,
                effort.rounds(),
                effort.time().toMillis(),
                effort.warmUps(),
                Demand.WITHIN.requests(),
                Demand.BEYOND.requests());
    return new Report(
        about, List.of(new Table("Decisions", COLUMNS, cells.stream().map(Cell::row).toList())));
  }
}
