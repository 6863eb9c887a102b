package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.leader.FakeLeadership;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandbyTest {
  private static final BackendPool POOL = Pools.automatic("api", "api", 1, 10);

  private final LoadBook loads = new LoadBook(Clock.systemUTC(), List::of);
  private final FakeLeadership leadership = new FakeLeadership(false);
  private boolean exists = true;
  private final Standby standby = new Standby(new OnePool(), loads, leadership);

  @Test
  void whoTakesTheLeadKnowsTheLoadAtTheFirstQuestion() {
    standby.look();
    report();
    assertThat(firstQuestion()).isInstanceOf(LoadStats.Known.class);
  }

  @Test
  void aPoolThatIsGoneIsForgotten() {
    standby.look();
    report();
    exists = false;
    standby.look();
    assertThat(firstQuestion()).isInstanceOf(LoadStats.Unknown.class);
  }

  @Test
  void whoLeadsIsLeftAlone() {
    leadership.leads(true);
    standby.look();
    report();
    assertThat(firstQuestion()).isInstanceOf(LoadStats.Unknown.class);
  }

  private void report() {
    loads.report(
        "shop/edge",
        "edge-1",
        LoadReport.newBuilder()
            .putPools("shop/api", PoolLoad.newBuilder().setConcurrency(5).setRate(50).build())
            .build());
  }

  private LoadStats firstQuestion() {
    Subject subject = Subject.of(POOL).orElseThrow();
    return loads.stats(subject.ref(), subject.autoscaling().orElseThrow());
  }

  private final class OnePool extends WorldReader {
    OnePool() {
      super(null, new TestConfig());
    }

    @Override
    public boolean synced() {
      return true;
    }

    @Override
    public List<BackendPool> pools() {
      return exists ? List.of(POOL) : List.of();
    }

    @Override
    public List<GatewayFleet> fleets() {
      return List.of();
    }
  }
}
