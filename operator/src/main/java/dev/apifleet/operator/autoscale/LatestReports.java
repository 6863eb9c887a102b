package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.deliver.LoadSink;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.ObjectRef;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The last report of each gateway pod, for as long as it holds. */
@Singleton
public final class LatestReports implements LoadSink, Idlest.Busy, PoolLoads {
  /** A gateway names up to 100 busy endpoints of a pool; the average lags behind their number. */
  private static final double UNTOLD = 50;

  /** A gateway of a fleet ({@code namespace/name}). */
  private record Gateway(String fleet, String pod) {}

  private record Kept(LoadReport report, Instant until) {}

  private final Map<Gateway, Kept> reports = new ConcurrentHashMap<>();
  private final Clock clock;

  @Inject
  LatestReports() {
    this(Clock.systemUTC());
  }

  LatestReports(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void report(String fleet, String pod, LoadReport report) {
    Gateway gateway = new Gateway(fleet, pod);
    if (reports.size() < LoadWindow.MAX_PODS || reports.containsKey(gateway)) {
      reports.put(gateway, new Kept(report, clock.instant().plus(LoadWindow.REPORT_HOLDS)));
    }
  }

  @Override
  public void gone(String fleet, String pod) {
    reports.remove(new Gateway(fleet, pod));
  }

  /** Endpoints of pools are known by the names of their pods, gateways by their own. */
  @Override
  public Optional<Map<String, Integer>> in(String namespace) {
    Map<String, Integer> busy = new HashMap<>();
    reports.forEach(
        (gateway, kept) -> {
          if (holds(kept) && gateway.fleet().startsWith(namespace + "/")) {
            busy.merge(gateway.pod(), kept.report().getGateway().getConnections(), Integer::sum);
          }
        });
    for (PoolLoad load : pools(namespace)) {
      if (load.getEndpointsCount() == 0 && load.getConcurrency() - load.getQueue() > UNTOLD) {
        return Optional.empty(); // it has more busy endpoints than are told
      }
      load.getEndpointsMap().forEach((pod, requests) -> busy.merge(pod, requests, Integer::sum));
    }
    return busy.isEmpty() ? Optional.empty() : Optional.of(busy);
  }

  @Override
  public Optional<Load> of(ObjectRef pool) {
    List<PoolLoad> loads =
        reports.values().stream()
            .filter(this::holds)
            .map(kept -> kept.report().getPoolsMap().get(pool.qualifiedName()))
            .filter(Objects::nonNull)
            .toList();
    return loads.stream().allMatch(Readings::makesSense)
        ? loads.stream().map(Sum::of).reduce(Sum::plus).map(Sum::load)
        : Optional.empty();
  }

  /** Of gateways together, with the milliseconds that all requests of a second take together. */
  private record Sum(double concurrency, double rate, double queue, double delay, double latency) {
    static Sum of(PoolLoad load) {
      return new Sum(
          load.getConcurrency(),
          load.getRate(),
          load.getQueue(),
          load.getRate() * Readings.latency(load),
          Readings.latency(load));
    }

    Sum plus(Sum other) {
      return new Sum(
          concurrency + other.concurrency,
          rate + other.rate,
          queue + other.queue,
          delay + other.delay,
          Math.max(latency, other.latency));
    }

    /** Without requests there is no average: then the slowest of the last ones tells. */
    Load load() {
      return new Load(concurrency, rate, queue, rate > 0 ? delay / rate : latency);
    }
  }

  private List<PoolLoad> pools(String namespace) {
    return reports.values().stream()
        .filter(this::holds)
        .flatMap(kept -> kept.report().getPoolsMap().entrySet().stream())
        .filter(pool -> pool.getKey().startsWith(namespace + "/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private boolean holds(Kept kept) {
    return clock.instant().isBefore(kept.until());
  }
}
