package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.operator.deliver.bootstrap.Bootstrap;
import dev.apifleet.operator.deliver.bootstrap.FakePieceStore;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.Translation;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private final SnapshotBook snapshots = new SnapshotBook();
  private final AckBook acks = new AckBook();
  private final Sessions sessions =
      new Sessions(_ -> Reviews.expired(), _ -> true, snapshots, acks, List.of(), Patience.USUAL);
  private final Publisher publisher =
      new Publisher(
          snapshots,
          acks,
          sessions,
          new FakeWorld(),
          new Bootstrap(new FakePieceStore(), () -> 0, (_, _) -> {}));

  @Test
  void aFleetThatCannotBePublishedHoldsUpNoOther() {
    Snapshot sound = Snapshot.of(List.of(new FleetSettings("b/edge", List.of(), 1)));
    Map<String, Snapshot> all = Map.of("a/edge", Snapshot.empty(), "b/edge", sound);
    Translation translation = new Translation(new TreeMap<>(all), new TreeMap<>(), Map.of());
    assertThatThrownBy(() -> publisher.publish(translation, List.of(), OptionalLong.of(1)))
        .hasMessageContaining("a/edge");
    assertThat(snapshots.latest("b/edge").map(Published::snapshot)).contains(sound);
    assertThat(snapshots.latest("a/edge")).isEmpty();
    assertThat(sessions.standing().getLeads()).isTrue();
  }
}
