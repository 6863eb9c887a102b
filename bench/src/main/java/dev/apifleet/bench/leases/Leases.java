package dev.apifleet.bench.leases;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.ArrayList;
import java.util.List;

/** A thousand gateways and a million keys in virtual time: what slices cost, and what they give. */
public final class Leases implements Scenario {
  private static final long WINDOW = 10_000;
  private static final long REQUESTS = 10_000;
  private static final int FEW = 4;
  private static final long HOUR = 3_600_000;
  private static final List<String> COLUMNS =
      List.of(
          "algorithm",
          "pods per key",
          "requests/s",
          "Redis calls/s",
          "calls per 1,000",
          "keys over their limit",
          "admitted of what exact admits them",
          "keys beyond their limit");

  @Override
  public String name() {
    return "leases";
  }

  @Override
  public Report run(Effort effort) {
    boolean quick = effort.rounds() == 1;
    int pods = quick ? 50 : 1_000;
    int keys = quick ? 10_000 : 1_000_000;
    int perSecond = quick ? 50_000 : 100_000;
    int seconds = quick ? 2 : 12;
    List<List<Object>> rows = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      Limit limit = new Limit(algorithm, REQUESTS, WINDOW);
      Fleet few = new Fleet(limit, pods, keys, FEW, perSecond, seconds, HOUR, pods / 100 + 1);
      rows.add(row(few, few.run(1)));
    }
    Limit limit = new Limit(Algorithm.SLIDING_COUNTER, REQUESTS, WINDOW);
    Fleet all = new Fleet(limit, pods, keys, pods, perSecond, seconds, HOUR, pods / 100 + 1);
    rows.add(row(all, all.run(1)));
    String about =
        """
        %,d gateways before one Redis in virtual time: the real slices and the real arithmetic, with
        a network of 0.1 to 2 ms each way. %,d keys, of which the n-th is asked for in proportion to
        1 / n, %,d a %d s each, for %d s; clocks of gateways up to an hour wrong; %d gateways a second
        die with all that they hold. A key's requests come to a few gateways, as those of a client
        that keeps its connections, or to all. A call carries all questions that a gateway has in
        the same millisecond."""
            .formatted(pods, keys, REQUESTS, WINDOW / 1_000, seconds, pods / 100 + 1);
    return new Report(about, List.of(new Table("Leases", COLUMNS, rows)));
  }

  private static List<Object> row(Fleet fleet, Figures figures) {
    return List.of(
        fleet.limit().algorithm().name(),
        fleet.reach(),
        figures.requests() / fleet.seconds(),
        figures.callsPerSecond(),
        "%.0f".formatted(figures.callsPerThousand()),
        figures.hotKeys(),
        "%.2f %%".formatted(100 * figures.hotShare()),
        figures.exceeded());
  }
}
