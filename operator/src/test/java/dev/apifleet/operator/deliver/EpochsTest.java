package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.GatewayFleetStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochsTest {
  @Test
  void aLeaseThatWasKeptSaysTheEpoch() {
    assertThat(Epochs.next(7, -1, List.of(published("6.12"), new GatewayFleet()))).isEqualTo(7);
  }

  @Test
  void aLeaseThatWasDeletedDoesNotLeadBack() {
    assertThat(Epochs.next(0, -1, List.of(published("6.12"), published("3.1")))).isEqualTo(7);
  }

  @Test
  void aVersionThatIsNoneOfOursIsLeftAlone() {
    assertThat(Epochs.next(2, -1, List.of(published("latest"), published(null)))).isEqualTo(2);
  }

  private static GatewayFleet published(String version) {
    GatewayFleet fleet = new GatewayFleet();
    fleet.setStatus(
        new GatewayFleetStatus(1L, 0, 0, null, null, version, null, null, List.of(), List.of()));
    return fleet;
  }
}
