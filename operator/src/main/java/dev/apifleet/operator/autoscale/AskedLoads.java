package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.deliver.LoadSink;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.translator.ObjectRef;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The load of the pools that others ask for, averaged over the time between two looks of an
 * autoscaler. A pool is kept from the first question on, which is answered by the last reports.
 * While a gateway is not heard there is no answer: the sum of the others is too low, and whoever
 * asked would take replicas away.
 */
@Singleton
public final class AskedLoads implements LoadSink, PoolLoads {
  private static final Duration AVERAGED = Duration.ofSeconds(15);
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);
  private static final int MOST_POOLS = 1000;
  private static final ScaleSpec WINDOW = new ScaleSpec(1, 1, 1, AVERAGED, AVERAGED);

  private final LatestReports latest;
  private final LoadBook book;
  private final Clock clock;
  private final Map<ObjectRef, Instant> asked = new HashMap<>();

  @Inject
  AskedLoads(LatestReports latest, WorldReader world) {
    this(latest, Clock.systemUTC(), LoadBook.of(world));
  }

  AskedLoads(LatestReports latest, Clock clock, Supplier<List<GatewayPod>> gateways) {
    this.latest = latest;
    this.clock = clock;
    this.book = new LoadBook(clock, gateways);
  }

  @Override
  public synchronized Optional<Load> of(ObjectRef pool) {
    Optional<Load> now = book.missing(pool) > 0 ? Optional.empty() : latest.of(pool);
    if (now.isEmpty() || !keeps(pool)) {
      return now;
    }
    return switch (book.stats(pool, WINDOW)) {
      case LoadStats.Unknown() -> now;
      case LoadStats.Known known -> Optional.of(load(known, now.get()));
    };
  }

  private static Load load(LoadStats.Known known, Load now) {
    LoadStats.Average average = known.stable();
    double latency = average.rate() > 0 ? average.latency() : now.latencyMillis();
    return new Load(average.concurrency(), average.rate(), now.queue(), latency);
  }

  /** Whether the pool is one of those that are kept, by now at least. */
  private boolean keeps(ObjectRef pool) {
    Instant now = clock.instant();
    asked.values().removeIf(last -> last.plus(FORGOTTEN).isBefore(now));
    book.retain(asked.keySet());
    if (asked.size() >= MOST_POOLS && !asked.containsKey(pool)) {
      return false;
    }
    asked.put(pool, now);
    return true;
  }

  @Override
  public void report(String fleet, String pod, LoadReport report) {
    book.report(fleet, pod, report);
  }

  @Override
  public void gone(String fleet, String pod) {
    book.gone(fleet, pod);
  }
}
