package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.autoscale.PoolLoads.Load;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.ObjectRef;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AskedLoadsTest {
  private static final ObjectRef API = new ObjectRef("BackendPool", "shop", "api");

  private final FakeClock clock = new FakeClock();
  private final LatestReports latest = new LatestReports(clock);
  private List<GatewayPod> gateways = List.of();
  private final AskedLoads loads = new AskedLoads(latest, clock, () -> gateways);

  @Test
  void gatewaysAreAddedAndLatencyWeighsEachRequestAlike() {
    report("gateway-0", load(10, 100, 20));
    report("gateway-1", load(5, 300, 40));
    assertThat(loads.of(API)).contains(new Load(15, 400, 4, 35));
  }

  @Test
  void noReportIsNoAnswer() {
    assertThat(loads.of(API)).isEmpty();
    report("gateway-0", load(10, 100, 20));
    assertThat(loads.of(new ObjectRef("BackendPool", "shop", "other"))).isEmpty();
    clock.passSeconds(4);
    assertThat(loads.of(API)).isEmpty();
  }

  @Test
  void aGatewayThatIsGoneCountsNoLonger() {
    report("gateway-0", load(10, 100, 20));
    report("gateway-1", load(5, 300, 40));
    latest.gone("edge/default", "gateway-1");
    assertThat(loads.of(API)).map(Load::concurrency).contains(10.0);
  }

  @Test
  void whileAGatewayIsNotHeardThereIsNoAnswerSinceItWouldBeTooLow() {
    gateways = List.of(ready("gateway-0"), ready("gateway-1"));
    report("gateway-0", load(10, 100, 20));
    assertThat(loads.of(API)).as("an operator that started just now").isEmpty();
    report("gateway-1", load(5, 300, 40));
    assertThat(loads.of(API)).map(Load::concurrency).contains(15.0);
    for (int second = 0; second < 4; second++) {
      report("gateway-0", load(10, 100, 20));
      clock.passSeconds(1);
    }
    assertThat(loads.of(API)).isEmpty();
    gateways = List.of(ready("gateway-0"));
    report("gateway-0", load(10, 100, 20));
    assertThat(loads.of(API)).isPresent();
  }

  @Test
  void aReportThatMakesNoSenseIsNoAnswer() {
    report("gateway-0", load(10, 100, 20));
    report("gateway-1", load(Double.NaN, 300, 40));
    assertThat(loads.of(API)).isEmpty();
  }

  private static GatewayPod ready(String pod) {
    return new GatewayPod("edge/default", pod, true);
  }

  @Test
  void whoAsksAgainGetsTheAverageSince() {
    report("gateway-0", load(0, 0, 0));
    loads.of(API);
    for (int second = 0; second < 10; second++) {
      report("gateway-0", load(second < 5 ? 30 : 0, second < 5 ? 300 : 0, 20));
      clock.passSeconds(1);
    }
    assertThat(loads.of(API).orElseThrow().concurrency()).isCloseTo(15, Offset.offset(0.1));
    assertThat(loads.of(API).orElseThrow().rate()).isCloseTo(150, Offset.offset(1.0));
  }

  private void report(String pod, PoolLoad load) {
    LoadReport report = LoadReport.newBuilder().putPools("shop/api", load).build();
    latest.report("edge/default", pod, report);
    loads.report("edge/default", pod, report);
  }

  private static PoolLoad load(double concurrency, double rate, double latency) {
    return PoolLoad.newBuilder()
        .setConcurrency(concurrency)
        .setRate(rate)
        .setLatencyEwmaMillis(latency)
        .setQueue(2)
        .build();
  }
}
