package dev.apifleet.bench.elastic;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpRequest;
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

  /** Ten times what the few are meant to carry. */
  private static final int BUSY = 30;

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
        gateways(new Gateways(open), sleeper, request);
        fromZero(sleeper, request, effort.rounds());
      }
    }
    notes.add(Aim.atMost("Requests lost", 0, "", lost).toString());
    return new Report(
        """
        An API fleet (copies of the sample API) and the gateway fleet, each with `autoscaling` from 3 to 15, target 1
        request under way each, stable window 10 s. %d clients without a pause are the load, %d that think for 20 ms the
        calm; a request that is not answered by 200 is lost. While the gateways follow the load the API fleet has 3
        pods. Times are from the step until what the line says."""
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
    Firsts firsts = new Firsts();
    for (int i = 0; i < rounds; i++) {
      Kube.await(sleeper::isGone, LOOK_MILLIS, "the API fleet is at zero");
      firsts.ask(request);
    }
    rows.add(firsts.row());
    notes.addAll(firsts.losses());
    lost += firsts.losses().size();
  }

  private static boolean served(HttpRequest request) {
    try {
      return Askers.once(request).statusCode() == 200;
    } catch (Exception _) {
      return false;
    }
  }

  /** Only the gateways grow, so that their start is what is measured. */
  private void gateways(Gateways gateways, Sleeper sleeper, HttpRequest request) {
    sleeper.stays(FEW);
    gateways.scale(FEW);
    Kube.await(() -> gateways.all() == FEW, LOOK_MILLIS, "there are three gateways");
    Kube.await(() -> gateways.ready() == FEW, LOOK_MILLIS, "three gateways are ready");
    gateways.follow(FEW, MANY);
    try {
      Kube.await(gateways::follows, LOOK_MILLIS, "the gateways follow their load");
      gatewaysFollow(gateways, request);
    } finally {
      gateways.stay();
    }
  }

  private void gatewaysFollow(Gateways gateways, HttpRequest request) {
    try (Askers load = new Askers(request, BUSY, AT_ONCE)) {
      double decided =
          until(
              "gateway fleet: first decision after a step of load",
              () -> gateways.wanted() > FEW,
              load);
      double started =
          until(
              "gateway fleet: 15 ready under that load, from there",
              () -> gateways.ready() == MANY,
              load);
      String what = "Gateways 3 to 15 ready under load, from the step";
      notes.add(Aim.atMost(what, 60, " s", decided + started).toString());
      count(load);
    }
    try (Askers calm = new Askers(request, CALM, NOW_AND_THEN)) {
      until("gateway fleet: 15 to 3, from the end of the load", () -> gateways.all() == FEW, calm);
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
