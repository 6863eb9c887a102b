package dev.apifleet.bench.scaling;

import dev.apifleet.api.v1alpha1.PredictionMethod;
import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.operator.autoscale.ScaleSpec;
import dev.apifleet.operator.autoscale.ScaleSpec.Prediction;
import dev.apifleet.operator.autoscale.ScaleSpec.Sleep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The same traces through our decisions, and the published rules of Knative and Kubernetes. */
public final class Scaling implements Scenario {
  private static final double RATE = Service.PLACES / Service.WORK;
  private static final Duration STABLE = Duration.ofSeconds(60);
  private static final Duration PANIC = Duration.ofSeconds(6);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(5);

  /** No whole number of anybody's periods. */
  private static final int SHIFT_MILLIS = 3_100;

  private static final String OURS = "ApiFleet, concurrency";
  private static final List<String> COLUMNS =
      List.of(
          "autoscaler",
          "first decision, s",
          "capacity after, s",
          "request-seconds waited",
          "requests lost",
          "pod-seconds to spare",
          "changes of direction",
          "pod-hours");

  /** Each is made anew for each replay, with the fewest pods that it may leave. */
  private static final List<IntFunction<Autoscaler>> ALL =
      List.of(
          least -> new Ours(OURS, concurrency(least)),
          least -> new Ours("ApiFleet, rate", rate(least, STABLE, PredictionMethod.None)),
          least -> new Ours("ApiFleet, rate, slope", rate(least, STABLE, PredictionMethod.Slope)),
          least ->
              new Ours("ApiFleet, rate, 5 min delay", rate(least, LONG, PredictionMethod.None)),
          least -> new Kpa("Knative, concurrency", Seen::underWay, Service.PLACES, least),
          least -> new Kpa("Knative, rps", Seen::rate, RATE, least),
          _ -> new Hpa(Scraped.rate(RATE)),
          _ -> new Hpa(Scraped.cpu()));

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public Report run(Effort effort) {
    List<Trace> traces = effort.rounds() == 1 ? List.of(Trace.step()) : Trace.ALL;
    List<Table> tables = traces.stream().map(trace -> table(trace, effort.rounds())).toList();
    String about =
        """
        Load over time, replayed in virtual time through the operator's own classes and through the
        rules that Knative and Kubernetes publish, with their defaults. One service for all: a pod
        works on %d requests at once, %.0f ms each, and is ready %d s after it was asked for; all
        aim at %d %% of that and may have %d pods. Who finds no place waits 5 s, or 30 s while no
        pod is ready, and then is lost. Each figure is the mean of %d replays, in which the clocks
        of those who look every some seconds stand elsewhere. The network, the API server and the
        scheduler take no time here."""
            .formatted(
                Service.PLACES,
                1000 * Service.WORK,
                Service.START / 1000,
                Autoscaler.UTILIZATION,
                Autoscaler.MOST,
                effort.rounds());
    return new Report(about, tables);
  }

  private static Table table(Trace trace, int rounds) {
    List<List<Object>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (IntFunction<Autoscaler> each : ALL) {
      int least = trace.restsAtZero() ? 0 : 1;
      Outcome outcome =
          Outcome.mean(
              IntStream.range(0, rounds)
                  .mapToObj(round -> new Replay(trace, each.apply(least), shift(round)).run())
                  .toList());
      String name = each.apply(least).name();
      rows.add(row(name, outcome));
      if (name.equals(OURS) && trace.mark() >= 0) {
        notes.add(
            Aim.atMost("first decision after the load rises", 1, " s", outcome.first()).toString());
      }
    }
    return new Table(trace.name(), COLUMNS, rows, notes);
  }

  private static long shift(int round) {
    return (long) round * SHIFT_MILLIS;
  }

  private static ScaleSpec concurrency(int least) {
    return spec(ScalingMetric.Concurrency, Service.PLACES, least, STABLE, PredictionMethod.None);
  }

  static ScaleSpec rate(int least, Duration delay, PredictionMethod foresight) {
    return spec(ScalingMetric.Rate, (int) RATE, least, delay, foresight);
  }

  private static ScaleSpec spec(
      ScalingMetric metric, int target, int least, Duration delay, PredictionMethod foresight) {
    return new ScaleSpec(
        least,
        Autoscaler.MOST,
        metric,
        target,
        Autoscaler.UTILIZATION,
        STABLE,
        PANIC,
        delay,
        Optional.empty(),
        Optional.empty(),
        least == 0 ? Optional.of(new Sleep(GRACE, 1)) : Optional.empty(),
        new Prediction(foresight, Duration.ofMillis(Service.START)));
  }

  private static List<Object> row(String name, Outcome outcome) {
    return List.of(
        name,
        outcome.first() < 0 ? "–" : digits(outcome.first(), 1),
        outcome.enough() < 0 ? "–" : digits(outcome.enough(), 1),
        digits(outcome.waited(), 0),
        digits(outcome.lost(), 0),
        digits(outcome.spare(), 0),
        digits(outcome.turns(), 1),
        digits(outcome.podHours(), 2));
  }

  private static String digits(double figure, int places) {
    return String.format(Locale.ROOT, "%,." + places + "f", figure);
  }
}
