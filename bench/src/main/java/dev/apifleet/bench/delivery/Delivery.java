package dev.apifleet.bench.delivery;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** How soon a route that is applied in a cluster serves on every gateway. */
public final class Delivery implements Scenario {
  private static final List<Integer> SIZES = List.of(100, 1_000, 5_000, 10_000);
  private static final List<Integer> FEW = List.of(10);
  private static final int STREAMS = 15;
  private static final int PER_SECOND = 50;
  private static final int TRIALS = 100;
  private static final int WARM_UPS = 100;
  private static final int FEW_TRIALS = 3;
  private static final double AIM_MILLIS = 100;
  private static final double AIM_MILLIS_OF_MANY = 300;
  private static final int MANY = 10_000;

  private static final List<String> COLUMNS =
      List.of(
          "routes",
          "changes/s beside it",
          "served by all ms, p50",
          "p99",
          "most",
          "on all streams ms, p50",
          "p99 ");
  private static final List<String> OPERATOR_COLUMNS =
      List.of("routes", "operator at rest: CPUs", "reconciles/s", "memory MiB");

  @Override
  public String name() {
    return "delivery";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 1, Duration.ofSeconds(30));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    Optional<Site> site = Site.open();
    if (site.isEmpty()) {
      return new Report(Kube.LEFT_OUT, List.of());
    }
    try (Site open = site.get();
        Streams streams = streams(open)) {
      return measure(open, streams, effort);
    }
  }

  private static Streams streams(Site site) throws Exception {
    List<String> operators =
        site.operators().stream().map(pod -> pod.getStatus().getPodIP()).toList();
    String authority =
        site.client()
            .configMaps()
            .inNamespace(Kube.SYSTEM)
            .withName("default-gateway-trust")
            .require()
            .getData()
            .get("ca.crt");
    return Streams.open(new Credentials(site.client()), STREAMS, operators, authority);
  }

  private static Report measure(Site site, Streams streams, Effort effort) throws Exception {
    boolean quick = effort.warmUps() == 0;
    List<List<Object>> rows = new ArrayList<>();
    List<List<Object>> operator = new ArrayList<>();
    List<String> aims = new ArrayList<>();
    for (int size : quick ? FEW : sizes(effort)) {
      site.growTo(size);
      operator.add(rest(site, effort.time()));
      int count = quick ? FEW_TRIALS : TRIALS;
      // Connections of their own for each size: gateways close those that are idle for long.
      try (Trials trials = new Trials(site, streams)) {
        trials.run(quick ? 0 : WARM_UPS);
        Trials.Found calm = trials.run(count);
        rows.add(row(size, 0, calm));
        aims.add(aim(size, calm));
        try (Edits edits = new Edits(site, PER_SECOND)) {
          trials.run(quick ? 0 : WARM_UPS);
          Trials.Found busy = trials.run(count);
          rows.add(row(size, edits.perSecond(), busy));
        }
      }
    }
    return report(site.gateways().size(), rows, operator, aims);
  }

  /** All, or the one that is asked for by {@code --only}. */
  private static List<Integer> sizes(Effort effort) {
    return SIZES.stream()
        .filter(size -> effort.only().isEmpty() || effort.only().equals(size.toString()))
        .toList();
  }

  private static String aim(int size, Trials.Found found) {
    double most = size < MANY ? AIM_MILLIS : AIM_MILLIS_OF_MANY;
    return Aim.atMost(
            "p99 with %,d routes".formatted(size),
            most,
            " ms",
            Trials.Found.millis(found.served(), 99))
        .toString();
  }

  private static List<Object> rest(Site site, Duration time) {
    Pod pod = site.operators().getFirst();
    OperatorFigures before = OperatorFigures.of(site.client(), pod);
    LockSupport.parkNanos(time.toNanos());
    OperatorFigures after = OperatorFigures.of(site.client(), pod);
    return List.of(
        site.routes(),
        hundredths(after.cpus(before, time)),
        hundredths(after.reconcilesPerSecond(before, time)),
        Math.round(after.memoryMebibytes()));
  }

  private static List<Object> row(int size, double changes, Trials.Found found) {
    return List.of(
        size,
        Math.round(changes),
        tenths(Trials.Found.millis(found.served(), 50)),
        tenths(Trials.Found.millis(found.served(), 99)),
        tenths(Trials.Found.millis(found.served(), 100)),
        tenths(Trials.Found.millis(found.streamed(), 50)),
        tenths(Trials.Found.millis(found.streamed(), 99)));
  }

  private static Report report(
      int gateways, List<List<Object>> rows, List<List<Object>> operator, List<String> aims) {
    String about =
        """
        A route that answers by itself is made through the API server, again and again; the time runs from before the
        call until the last of %d gateway pods answered 200 (each is asked every 2 ms), and until the last of %d further
        streams, which ack what comes as gateways do, had it. Beside it nothing changes, or %d other routes a second.
        %d trials are counted, after %d that are not, for the compilers of processes that have only just started."""
            .formatted(gateways, STREAMS, PER_SECOND, TRIALS, WARM_UPS);
    return new Report(
        about,
        List.of(
            new Table("From apply to served", COLUMNS, rows, aims),
            new Table("What the leading operator needs", OPERATOR_COLUMNS, operator)));
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
