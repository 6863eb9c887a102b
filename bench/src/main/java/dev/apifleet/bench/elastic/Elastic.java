package dev.apifleet.bench.elastic;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How soon fleets in a cluster follow a load, up and down, and whether requests are lost on the
 * way.
 */
public final class Elastic implements Scenario {
  private static final List<String> COLUMNS =
      List.of("what", "seconds", "requests answered meanwhile", "lost");
  private static final int FEW = 3;
  private static final int MANY = 15;
  private static final int BUSY = 20;
  private static final int CALM = 2;
  private static final int LOOK_MILLIS = 50;
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration NOW_AND_THEN = Duration.ofMillis(20);

  private final List<List<Object>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long lost;

  @Override
  public String name() {
    return "elastic";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 3, Duration.ofSeconds(30));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    Optional<KubernetesClient> client = Kube.open();
    if (client.isEmpty()) {
      return new Report(Kube.LEFT_OUT, List.of());
    }
    URI gateway = URI.create(System.getenv("GATEWAY_URL") + "/api/v1/status");
    try (KubernetesClient open = client.get()) {
      try (Sleeper sleeper = new Sleeper(open)) {
        HttpRequest request = Askers.get(gateway);
        upAndDown(sleeper, request);
        gateways(new Gateways(open), request);
        fromZero(sleeper, request, effort.rounds());
      }
    }
    notes.add(Aim.atMost("Requests lost", 0, "", lost).toString());
    return new Report(
        """
        An API fleet (copies of the sample API, 3 to 15 of them, target 1 request each, stable window 10 s) and the
        gateway fleet, whose size is set. %d clients without a pause are the load, %d that think for 20 ms the calm;
        a request that is not answered by 200 is lost. Times are from the step until what the line says."""
            .formatted(BUSY, CALM),
        List.of(new Table("Fleets that follow", COLUMNS, rows, notes)));
  }

  private void upAndDown(Sleeper sleeper, HttpRequest request) {
    Kube.await(
        () -> sleeper.ready() == FEW && served(request), LOOK_MILLIS, "the API fleet serves");
    try (Askers load = new Askers(request, BUSY, AT_ONCE)) {
      double decided =
          until(
              "API fleet: first decision after a step of load", () -> sleeper.wanted() > FEW, load);
      notes.add(Aim.atMost("First decision after the step", 1, " s", decided).toString());
      until("API fleet: 15 pods ready, from there", () -> sleeper.ready() == MANY, load);
      count(load);
    }
    try (Askers calm = new Askers(request, CALM, NOW_AND_THEN)) {
      until("API fleet: 15 to 3, from the end of the load", () -> sleeper.ready() == FEW, calm);
      count(calm);
    }
  }

  private void fromZero(Sleeper sleeper, HttpRequest request, int rounds) throws Exception {
    sleeper.mayGoToZero();
    List<Double> firsts = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Kube.await(sleeper::isGone, LOOK_MILLIS, "the API fleet is at zero");
      firsts.add(first(request));
    }
    rows.add(
        List.of("API fleet: from zero, the first request answered", Spread.of(firsts), rounds, 0));
  }

  private static boolean served(HttpRequest request) {
    try {
      return Askers.once(request).statusCode() == 200;
    } catch (Exception _) {
      return false;
    }
  }

  private double first(HttpRequest request) throws Exception {
    long began = System.nanoTime();
    HttpResponse<String> answer = Askers.once(request);
    if (answer.statusCode() != 200) {
      lost++;
      notes.add("from zero: %d %s".formatted(answer.statusCode(), answer.body()));
    }
    return seconds(began);
  }

  private void gateways(Gateways gateways, HttpRequest request) {
    gateways.scale(FEW);
    Kube.await(() -> gateways.ready() == FEW, LOOK_MILLIS, "three gateways are ready");
    try (Askers calm = new Askers(request, CALM, NOW_AND_THEN)) {
      gateways.scale(MANY);
      double up = until("gateway fleet: 3 to 15 ready", () -> gateways.ready() == MANY, calm);
      notes.add(Aim.atMost("Gateways 3 to 15 ready", 60, " s", up).toString());
      gateways.scale(FEW);
      until("gateway fleet: 15 to 3", () -> gateways.all() == FEW, calm);
      count(calm);
    }
  }

  private double until(String what, BooleanSupplier condition, Askers load) {
    long began = System.nanoTime();
    long answered = load.answered();
    long failed = load.failed();
    Kube.await(condition, LOOK_MILLIS, what);
    double seconds = seconds(began);
    rows.add(
        List.of(
            what,
            Math.round(seconds * 100) / 100.0,
            load.answered() - answered,
            load.failed() - failed));
    return seconds;
  }

  private void count(Askers load) {
    lost += load.failed();
    load.failures().forEach((how, often) -> notes.add("%d × %s".formatted(often, how)));
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
