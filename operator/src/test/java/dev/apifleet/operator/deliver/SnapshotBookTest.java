package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotBookTest {
  private final SnapshotBook book = new SnapshotBook();

  @Test
  void publishesWhatIsNewAndOnlyThat() {
    Published first = book.publish("default/edge", snapshot(1), 5).orElseThrow();
    assertThat(first.version().epoch()).isEqualTo(5);
    assertThat(book.publish("default/edge", snapshot(1), 5)).isEmpty();
    Published second = book.publish("default/edge", snapshot(2), 5).orElseThrow();
    assertThat(second.version().counter()).isGreaterThan(first.version().counter());
    assertThat(book.latest("default/edge")).contains(second);
  }

  @Test
  void forgetsFleetsThatAreGone() {
    book.publish("default/edge", snapshot(1), 0);
    book.publish("default/other", snapshot(1), 0);
    book.retain(List.of("default/other"));
    assertThat(book.latest("default/edge")).isEmpty();
    assertThat(book.snapshots()).containsOnlyKeys("default/other");
  }

  private static Snapshot snapshot(int gateways) {
    return Snapshot.of(List.of(new FleetSettings("default/edge", List.of(), gateways)));
  }
}
