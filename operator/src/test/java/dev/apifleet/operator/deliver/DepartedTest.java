package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.world.GatewayPod;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DepartedTest {
  private static final GatewayId POD = new GatewayId("default/edge", "edge-1");
  private static final List<GatewayPod> SEEN =
      List.of(new GatewayPod("default/edge", "edge-1", false));

  private final Departed departed = new Departed();

  @Test
  void aPodThatIsDeletedIsGoneAfterAMinute() {
    assertThat(at(0, SEEN)).isEmpty();
    assertThat(at(10, SEEN)).isEmpty();
    assertThat(at(69, List.of())).isEmpty();
    assertThat(at(70, List.of())).containsExactly(POD);
  }

  @Test
  void aPodThatIsSeenAgainStays() {
    assertThat(at(0, SEEN)).isEmpty();
    assertThat(at(59, List.of())).isEmpty();
    assertThat(at(60, SEEN)).isEmpty();
    assertThat(at(119, List.of())).isEmpty();
  }

  @Test
  void aPodThatWasNeverSeenIsNotGone() {
    assertThat(at(0, List.of())).isEmpty();
    assertThat(at(3_600, List.of())).isEmpty();
  }

  @Test
  void whoLeftIsForgotten() {
    assertThat(at(0, SEEN)).isEmpty();
    assertThat(departed.of(Set.of(), List.of(), Instant.ofEpochSecond(30))).isEmpty();
    assertThat(at(61, List.of())).isEmpty();
  }

  private Set<GatewayId> at(int second, List<GatewayPod> pods) {
    return departed.of(Set.of(POD), pods, Instant.ofEpochSecond(second));
  }
}
