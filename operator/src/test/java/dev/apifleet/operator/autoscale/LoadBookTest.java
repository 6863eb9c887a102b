package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.ObjectRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gateways report, and what is known of it when somebody asks. */
class LoadBookTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-6);
  private static final ScaleSpec SPEC = Story.spec("{maxReplicas: 20, target: 10}");

  private final FakeClock clock = new FakeClock();
  private List<GatewayPod> gateways = List.of();
  private final LoadBook book = new LoadBook(clock, () -> gateways);
  private final List<Instant> wakes = new ArrayList<>();

  @Test
  void tellsOfQueueLatencyAndEndpointsToo() {
    stats("api");
    PoolLoad load = load(12).toBuilder().setRate(30).setLatencyEwmaMillis(100).build();
    report("a", "api", load.toBuilder().setQueue(4).setReady(3).build());
    report("b", "api", load.toBuilder().setRate(10).setLatencyEwmaMillis(500).setReady(2).build());
    LoadStats.Known known = known("api");
    assertThat(known.panic().rate()).isEqualTo(40, ROUNDING);
    assertThat(known.panic().latency()).as("each request weighs alike").isEqualTo(200, ROUNDING);
    assertThat(known.waiting()).isEqualTo(4);
    assertThat(known.ready()).isEqualTo(3);
    assertThat(known.missing()).isZero();
  }

  @Test
  void aGatewayThatFallsSilentIsMissingUntilItIsHeardAgain() {
    stats("api");
    for (int second = 0; second < 200; second++) {
      if (second < 5) {
        report("a", "api", load(10));
      }
      report("b", "api", load(10));
      clock.passSeconds(1);
    }
    assertThat(known("api").missing()).isEqualTo(1);
    assertThat(known("api").panic().concurrency()).isEqualTo(10, ROUNDING);
    report("a", "api", load(10));
    assertThat(known("api").missing()).isZero();
  }

  @Test
  void aGatewayWhoseStreamEndedIsMissingForAsLongAsTheWindow() {
    stats("api");
    report("a", "api", load(10));
    book.gone("edge/default", "a");
    for (int second = 0; second < 60; second++) {
      report("b", "api", load(10));
      assertThat(known("api").missing()).as("after %d s", second).isEqualTo(1);
      clock.passSeconds(1);
    }
    report("b", "api", load(10));
    assertThat(known("api").missing()).isZero();
  }

  @Test
  void aReadyGatewayThatWasNeverHeardIsMissingUntilItIsHeardOrGone() {
    gateways = List.of(ready("a"), ready("b"));
    stats("api");
    for (int second = 0; second < 200; second++) {
      report("a", "api", load(10));
      assertThat(known("api").missing()).as("after %d s", second).isEqualTo(1);
      clock.passSeconds(1);
    }
    report("a", "api", load(10));
    report("b", "api", load(10));
    assertThat(known("api").missing()).isZero();
    clock.passSeconds(3);
    report("a", "api", load(10));
    gateways = List.of(ready("a"));
    assertThat(known("api").missing()).as("the window misses it still").isEqualTo(1);
    book.gone("edge/default", "b");
    clock.passSeconds(61);
    report("a", "api", load(10));
    assertThat(known("api").missing()).isZero();
  }

  @Test
  void aGatewayThatIsCutOffButReadyIsMissingForLongerThanTheWindow() {
    gateways = List.of(ready("a"), ready("b"));
    stats("api");
    report("b", "api", load(10));
    book.gone("edge/default", "b");
    for (int second = 0; second < 200; second++) {
      report("a", "api", load(10));
      assertThat(known("api").missing()).as("after %d s", second).isEqualTo(1);
      clock.passSeconds(1);
    }
  }

  @Test
  void aGatewayThatIsReadyOfLateHasThreeSecondsForItsFirstWord() {
    gateways = List.of(ready("a"), new GatewayPod("edge/default", "b", false));
    report("a", "api", load(10));
    stats("api");
    report("a", "api", load(10));
    assertThat(known("api").missing()).as("who is not ready serves nobody").isZero();
    gateways = List.of(ready("a"), ready("b"));
    assertThat(known("api").missing()).isZero();
    clock.passSeconds(2);
    report("a", "api", load(10));
    assertThat(known("api").missing()).isZero();
    clock.passSeconds(1);
    assertThat(known("api").missing()).isEqualTo(1);
  }

  @Test
  void onlyAFleetThatMayHaveThePoolIsMissed() {
    gateways =
        List.of(
            ready("a"),
            new GatewayPod("other/fleet", "x", true),
            new GatewayPod("other/fleet", "y", true));
    report("a", "api", load(10));
    stats("api");
    report("a", "api", load(10));
    assertThat(known("api").missing()).as("nobody knows what they have").isEqualTo(2);
    book.report("other/fleet", "x", LoadReport.newBuilder().putPools("shop/web", load(1)).build());
    assertThat(known("api").missing()).as("they have other pools").isZero();
    book.report("other/fleet", "x", LoadReport.newBuilder().putPools("shop/api", load(1)).build());
    assertThat(known("api").missing()).as("y has it as well").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 1_000_001})
  void aReportThatMakesNoSenseIsNoWordOfTheLoad(double concurrency) {
    stats("api");
    report("a", "api", load(10));
    report("b", "api", load(10));
    report("b", "api", load(10).toBuilder().setConcurrency(concurrency).build());
    assertThat(known("api").missing()).isEqualTo(1);
    report("b", "api", load(10));
    assertThat(known("api").missing()).isZero();
  }

  @Test
  void aStreamThatTakesDaysIsNotQuick() {
    stats("api");
    report("a", "api", load(10).toBuilder().setLatencyEwmaMillis(1e9).build());
    assertThat(known("api").panic().latency()).isEqualTo(1e6, ROUNDING);
  }

  @Test
  void aGatewayThatNoLongerHasThePoolIsNotMissing() {
    stats("api");
    report("a", "api", load(10));
    for (int second = 0; second < 10; second++) {
      report("a", "other", load(1));
      report("b", "api", load(2));
      clock.passSeconds(1);
    }
    assertThat(known("api").missing()).isZero();
    assertThat(known("api").panic().concurrency()).isEqualTo(2, ROUNDING);
  }

  @Test
  void aStepOfTheLoadIsSeenWithTheReportThatTellsOfItAndDecidedOnWithinASecond() {
    book.onOverload(() -> wakes.add(clock.instant()));
    ScaleMemory memory = ScaleMemory.startingAt(3, clock.instant());
    for (int second = 0; second < 30; second++) {
      clock.passSeconds(1);
      report("a", "api", load(20));
      memory = decide(memory).memory();
      book.capacity(ref("api"), 3);
    }
    assertThat(wakes).isEmpty();
    clock.passMillis(300);
    report("a", "api", load(200));
    assertThat(wakes).containsExactly(clock.instant());
    clock.passMillis(200);
    ScaleDecision first = decide(memory);
    assertThat(first.replicas()).isEqualTo(6);
    assertThat(first.mode()).isEqualTo(ScaleMode.PANIC);
    assertThat(first.why()).endsWith("; 6 at once");
  }

  @Test
  void aPoolThatHasAllItMayHaveWakesNobody() {
    book.onOverload(() -> wakes.add(clock.instant()));
    stats("api");
    book.capacity(ref("api"), 20);
    report("a", "api", load(5000));
    assertThat(wakes).isEmpty();
  }

  @Test
  void aRequestToAPoolWithoutReplicasWakesItAtOnce() {
    book.onOverload(() -> wakes.add(clock.instant()));
    stats("api");
    book.capacity(ref("api"), 0);
    report("a", "api", load(0.01));
    assertThat(wakes).hasSize(1);
  }

  @Test
  void aThousandPoolsAndFifteenGatewaysAddUp() {
    List<String> pools = IntStream.range(0, 1000).mapToObj(number -> "pool-" + number).toList();
    pools.forEach(this::stats);
    for (int second = 0; second < 10; second++) {
      for (int gateway = 0; gateway < 15; gateway++) {
        LoadReport.Builder report = LoadReport.newBuilder();
        for (int pool = 0; pool < pools.size(); pool++) {
          report.putPools("shop/" + pools.get(pool), load(pool % 7));
        }
        book.report("edge/default", "gateway-" + gateway, report.build());
      }
      clock.passSeconds(1);
    }
    for (int pool = 0; pool < pools.size(); pool++) {
      assertThat(known(pools.get(pool)).panic().concurrency())
          .isEqualTo(15.0 * (pool % 7), ROUNDING);
    }
  }

  private ScaleDecision decide(ScaleMemory memory) {
    return ScaleDecider.decide(SPEC, stats("api"), 3, memory, clock.instant());
  }

  private LoadStats.Known known(String pool) {
    return (LoadStats.Known) stats(pool);
  }

  private LoadStats stats(String pool) {
    return book.stats(ref(pool), SPEC);
  }

  private void report(String gateway, String pool, PoolLoad load) {
    book.report(
        "edge/default", gateway, LoadReport.newBuilder().putPools("shop/" + pool, load).build());
  }

  private static GatewayPod ready(String pod) {
    return new GatewayPod("edge/default", pod, true);
  }

  private static ObjectRef ref(String pool) {
    return new ObjectRef("BackendPool", "shop", pool);
  }

  private static PoolLoad load(double concurrency) {
    return PoolLoad.newBuilder().setConcurrency(concurrency).setRate(concurrency).build();
  }
}
