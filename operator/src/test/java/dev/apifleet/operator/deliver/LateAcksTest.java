package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateAcksTest {
  private static final GatewayId POD = new GatewayId("default/edge", "edge-1");
  private static final List<GatewayPod> READY =
      List.of(new GatewayPod(POD.fleet(), POD.pod(), true));

  private final SnapshotBook snapshots = new SnapshotBook();
  private final AckBook acks = new AckBook();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LateAcks late = new LateAcks(snapshots, acks, meters);

  @Test
  void aReadyGatewayThatDoesNotAckForTenSecondsIsNamedOnce() {
    publish(1);
    assertThat(look(0)).isEmpty();
    assertThat(look(9)).isEmpty();
    assertThat(look(10)).containsExactly(new LateAcks.Behind(POD, Optional.empty()));
    assertThat(look(11)).isEmpty();
    assertThat(lateNow()).isEqualTo(1);
  }

  @Test
  void anAckEndsIt() {
    Published first = publish(1);
    look(0);
    look(10);
    acks.acked(POD, new PodAck(first, Map.of()));
    assertThat(look(11)).isEmpty();
    assertThat(lateNow()).isZero();
  }

  @Test
  void aGatewayThatKeepsAckingIsNotLateHoweverManyFollow() {
    for (int second = 0; second < 30; second++) {
      Published served = publish(2 * second);
      publish(2 * second + 1);
      acks.acked(POD, new PodAck(served, Map.of()));
      assertThat(look(second)).isEmpty();
    }
  }

  @Test
  void aGatewayThatIsNotReadyIsNotWaitedFor() {
    publish(1);
    List<GatewayPod> starting = List.of(new GatewayPod(POD.fleet(), POD.pod(), false));
    late.look(starting, Instant.ofEpochSecond(0));
    assertThat(late.look(starting, Instant.ofEpochSecond(60))).isEmpty();
  }

  private List<LateAcks.Behind> look(int second) {
    return late.look(READY, Instant.ofEpochSecond(second));
  }

  private double lateNow() {
    return meters.get("apifleet.gateways.late").gauge().value();
  }

  private Published publish(int gateways) {
    FleetSettings settings = new FleetSettings(POD.fleet(), List.of(), gateways);
    return snapshots.publish(POD.fleet(), Snapshot.of(List.of(settings)), 1).orElseThrow();
  }
}
