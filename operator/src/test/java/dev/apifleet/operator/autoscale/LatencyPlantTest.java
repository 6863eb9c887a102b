package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.ObjectRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A service whose requests should take 100 ms at most, and whose pods are ready ten seconds after
 * they were asked for.
 */
class LatencyPlantTest {
  private static final ObjectRef API = new ObjectRef("BackendPool", "shop", "api");
  private static final ScaleSpec SPEC =
      Story.spec("{minReplicas: 3, maxReplicas: 40, metric: Latency, target: 100}");
  private static final int START_SECONDS = 10;

  private final FakeClock clock = new FakeClock();
  private final LoadBook book = new LoadBook(clock, List::of);
  private final Deque<Integer> starting = new ArrayDeque<>();
  private ScaleMemory memory = ScaleMemory.startingAt(3, clock.instant());
  private int replicas = 3;
  private int ready = 3;
  private int most;

  /** What requests take is shared by all replicas, down to 60 ms. */
  @ParameterizedTest
  @CsvSource({"200, 6", "320, 10", "600, 18"})
  void addsWhatIsNeededAndNotTheSameAgainWithEachPodThatStarts(double rate, int needed) {
    run(120, 100, load -> Math.max(60, 3 * load));
    assertThat(replicas).isEqualTo(3);
    run(600, rate, load -> Math.max(60, 3 * load));
    assertThat(most).isBetween(needed, needed + 1);
    assertThat(ready).isBetween(needed, needed + 1);
  }

  /** Where too much comes, requests pile up and latency says nothing of how many are missing. */
  @Test
  void doublesAtMostWhereLatencyLeaps() {
    run(120, 90, load -> load > 32 ? 5000 : 95);
    run(300, 320, load -> load > 32 ? 5000 : 95);
    assertThat(most).isEqualTo(12);
    assertThat(ready).isBetween(10, 12);
  }

  @Test
  void growsOnWhereEachDoublingIsNotEnough() {
    run(60, 1200, load -> load > 32 ? 5000 : 95);
    assertThat(replicas).isGreaterThanOrEqualTo(38);
  }

  /** One of three pods comes and goes: that is no reason never to grow. */
  @Test
  void growsThoughAPodKeepsRestarting() {
    for (int turn = 0; turn < 20; turn++) {
      run(3, 200, load -> Math.max(60, 3 * load));
      ready--;
      run(3, 200, load -> Math.max(60, 3 * load));
      ready++;
    }
    assertThat(replicas).isGreaterThanOrEqualTo(6);
    assertThat(most).isLessThanOrEqualTo(12);
  }

  /**
   * @param latency by the requests per second that one ready replica gets
   */
  private void run(int seconds, double rate, DoubleUnaryOperator latency) {
    for (int second = 0; second < seconds; second++) {
      report(rate, latency.applyAsDouble(rate / ready));
      clock.passSeconds(1);
      ScaleDecision decision =
          ScaleDecider.decide(SPEC, book.stats(API, SPEC), replicas, memory, clock.instant());
      memory = decision.memory();
      replicas = decision.replicas();
      most = Math.max(most, replicas);
      starting.add(replicas);
      if (starting.size() > START_SECONDS) {
        ready += step(starting.remove());
      }
    }
  }

  /** Pods that go, go at once. */
  private int step(int askedThen) {
    int target = Math.min(askedThen, replicas);
    return target > ready ? target - ready : Math.min(0, replicas - ready);
  }

  private void report(double rate, double latency) {
    PoolLoad load =
        PoolLoad.newBuilder()
            .setConcurrency(rate * latency / 1000)
            .setRate(rate)
            .setLatencyEwmaMillis(latency)
            .setReady(ready)
            .build();
    book.report(
        "edge/default", "gateway-0", LoadReport.newBuilder().putPools("shop/api", load).build());
  }
}
