package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeadersScalerTest {
  private static final ScaleTarget API = ScaleTarget.deployment("shop", "api");

  private final FakeScaler cluster = new FakeScaler();
  private boolean leads = true;
  private final Scaler scaler = new LeadersScaler(cluster, () -> leads);

  @Test
  void whoLostTheLeadSetsNothingMore() {
    cluster.has("api", 3);
    scaler.scale(API, 4);
    leads = false;
    assertThat(scaler.scale(API, 9)).isInstanceOf(TargetState.Unreadable.class);
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
  }
}
