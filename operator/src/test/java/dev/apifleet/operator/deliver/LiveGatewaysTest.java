package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveGatewaysTest {
  private static final String FLEET = "default/edge";
  private static final Snapshot WANTED =
      Snapshot.of(List.of(new FleetSettings(FLEET, List.of(), 3)));

  private final LiveGateways live = new LiveGateways();

  @Test
  void countsTheWantedOnesUntilSomeAreReady() {
    assertThat(gateways(0, 0)).isEqualTo(3);
    assertThat(gateways(60, 0)).isEqualTo(3);
  }

  @Test
  void aFleetThatStartsWithinSecondsIsNeverToldOfFewer() {
    assertThat(gateways(0, 0)).isEqualTo(3);
    assertThat(gateways(5, 1)).isEqualTo(3);
    assertThat(gateways(8, 2)).isEqualTo(3);
    assertThat(gateways(12, 3)).isEqualTo(3);
    assertThat(gateways(60, 3)).isEqualTo(3);
  }

  @Test
  void moreCountAtOnceAndFewerAfterTenSeconds() {
    gateways(0, 3);
    assertThat(gateways(1, 5)).isEqualTo(5);
    assertThat(gateways(2, 2)).isEqualTo(5);
    assertThat(gateways(11, 2)).isEqualTo(5);
    assertThat(gateways(12, 2)).isEqualTo(2);
  }

  @Test
  void aRolloutChangesTheCountTwice() {
    gateways(0, 3);
    List<Integer> told =
        IntStream.rangeClosed(1, 30)
            .mapToObj(i -> gateways(i, i <= 18 && i % 6 < 4 ? 4 : 3))
            .toList();
    assertThat(told.stream().distinct()).containsExactly(4, 3);
    assertThat(told.indexOf(3)).isGreaterThan(25);
  }

  @Test
  void podsThatAreNotReadyOrOfOtherFleetsDoNotCount() {
    List<GatewayPod> pods =
        List.of(
            new GatewayPod(FLEET, "a", true),
            new GatewayPod(FLEET, "b", false),
            new GatewayPod("default/other", "c", true));
    live.in(FLEET, WANTED, pods, Instant.ofEpochSecond(0));
    assertThat(of(live.in(FLEET, WANTED, pods, Instant.ofEpochSecond(10)))).isEqualTo(1);
  }

  @Test
  void anUnchangedCountEncodesNothingAnew() {
    Snapshot first = live.in(FLEET, WANTED, ready(4), Instant.ofEpochSecond(0));
    assertThat(live.in(FLEET, WANTED, ready(4), Instant.ofEpochSecond(1))).isSameAs(first);
    Snapshot other = Snapshot.of(List.of(new FleetSettings(FLEET, List.of("10.0.0.0/8"), 3)));
    Snapshot next = live.in(FLEET, other, ready(4), Instant.ofEpochSecond(2));
    assertThat(settings(next).trustedProxies()).containsExactly("10.0.0.0/8");
    assertThat(of(next)).isEqualTo(4);
  }

  private int gateways(int second, int ready) {
    return of(live.in(FLEET, WANTED, ready(ready), Instant.ofEpochSecond(second)));
  }

  private static List<GatewayPod> ready(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> new GatewayPod(FLEET, "edge-" + i, true))
        .toList();
  }

  private static int of(Snapshot snapshot) {
    return settings(snapshot).gateways();
  }

  private static FleetSettings settings(Snapshot snapshot) {
    return (FleetSettings) snapshot.resources().get(new ResourceKey(Kind.FLEET, FLEET)).resource();
  }
}
