package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import java.util.List;
import java.util.Map;
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
  void aNewEpochPublishesTheSameContentAnew() {
    Published followed = book.publish("default/edge", snapshot(1), -1).orElseThrow();
    Published led = book.publish("default/edge", snapshot(1), 5).orElseThrow();
    assertThat(led.version().epoch()).isEqualTo(5);
    assertThat(book.known("default/edge", followed.version().hash())).contains(led);
  }

  @Test
  void keepsTheLastFewForThoseWhoHaveThem() {
    Published old = book.publish("default/edge", snapshot(0), 5).orElseThrow();
    Published lately = book.publish("default/edge", snapshot(1), 5).orElseThrow();
    for (int i = 2; i < 17; i++) {
      book.publish("default/edge", snapshot(i), 5);
    }
    assertThat(book.known("default/edge", lately.version().hash())).contains(lately);
    assertThat(book.known("default/edge", old.version().hash())).isEmpty();
  }

  @Test
  void whatAnotherHasPublishedIsWhereItGoesOnFrom() {
    Published theirs = new Published(new Version(4, 12, "abc"), snapshot(1));
    book.adopt(Map.of("default/edge", theirs));
    assertThat(book.latest("default/edge")).contains(theirs);
    book.publish("default/edge", snapshot(2), 5);
    assertThat(book.known("default/edge", "abc")).contains(theirs);
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
