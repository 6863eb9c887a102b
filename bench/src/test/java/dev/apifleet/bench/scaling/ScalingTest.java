package dev.apifleet.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.PredictionMethod;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Table;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final double RATE = 100;

  @Test
  void tellsOfEveryAutoscalerOnTheStep() {
    Table table = new Scaling().run(Effort.QUICK).tables().getFirst();
    assertThat(table.rows()).hasSize(8);
    assertThat(table.notes()).singleElement().asString().endsWith(", met");
  }

  @Test
  void aServiceWithPlacesForAllKeepsNobodyWaiting() {
    Service service = new Service(2);
    for (long now = 0; now < 60_000; now += Service.STEP) {
      service.step(2 * RATE, now);
    }
    assertThat(service.inWork()).isBetween(19.9, 20.1);
    assertThat(service.queued()).isZero();
  }

  @Test
  void aServiceThatIsTooSmallLosesWhatItCannotDo() {
    Service service = new Service(1);
    for (long now = 0; now < 65_000; now += Service.STEP) {
      service.step(2 * RATE, now);
    }
    double waiting = 5 * 2 * RATE;
    assertThat(service.queued()).isBetween(waiting - 50, waiting + 50);
    assertThat(service.lost()).isBetween(65 * RATE - waiting - 50, 65 * RATE - waiting + 50);
  }

  @Test
  void knativePanicsInABurstAndHalvesAtMostWhenItIsPast() {
    Kpa kpa = new Kpa("Knative", Seen::rate, RATE, 1);
    assertThat(wanted(kpa, 0, 60, 140, 2)).isEqualTo(2);
    assertThat(wanted(kpa, 60, 63, 1400, 2)).isGreaterThan(4);
    assertThat(wanted(kpa, 63, 70, 1400, 8)).isEqualTo(20);
    assertThat(wanted(kpa, 70, 123, 70, 20)).isEqualTo(20);
    assertThat(wanted(kpa, 123, 125, 70, 20)).isEqualTo(10);
  }

  @Test
  void anHpaLeavesATenthAloneAndKeepsTheHighestWishOfFiveMinutes() {
    Hpa hpa = new Hpa(Scraped.rate(RATE));
    assertThat(wanted(hpa, 0, 91, 1400 * 1.05, 20)).isEqualTo(20);
    assertThat(wanted(hpa, 91, 181, 1400 * 2, 20)).isEqualTo(40);
    assertThat(wanted(hpa, 181, 391, 700, 40)).isEqualTo(40);
    assertThat(wanted(hpa, 391, 601, 700, 40)).isEqualTo(10);
  }

  @Test
  void weDecideWithinASecondAndNobodyElseSooner() {
    double ours = outcome(ours(), Outcome::first);
    assertThat(ours).isBetween(0.0, 1.0);
    assertThat(outcome(new Kpa("Knative", Seen::rate, RATE, 1), Outcome::first))
        .isGreaterThanOrEqualTo(ours);
    assertThat(outcome(new Hpa(Scraped.rate(RATE)), Outcome::first)).isGreaterThan(ours);
  }

  private static double outcome(Autoscaler autoscaler, ToDoubleFunction<Outcome> figure) {
    return figure.applyAsDouble(new Replay(Trace.step(), autoscaler, 1_300).run());
  }

  private static Ours ours() {
    return new Ours("ApiFleet", Scaling.rate(1, Duration.ofSeconds(60), PredictionMethod.None));
  }

  /** What it wants after a time of constant load, when pods are ready at once. */
  private static int wanted(Autoscaler autoscaler, int from, int to, double rate, int pods) {
    int replicas = pods;
    for (long now = from * 1000L; now < to * 1000L; now += Service.STEP) {
      Seen seen = new Seen(now, rate / 10, rate, rate / 10, replicas, replicas);
      replicas = autoscaler.wanted(seen);
    }
    return replicas;
  }
}
