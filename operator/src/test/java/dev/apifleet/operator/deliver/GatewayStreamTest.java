package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.Rejected;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayStreamTest {
  private final SnapshotBook book = new SnapshotBook();
  private final List<SnapshotDelta> sent = new ArrayList<>();
  private final GatewayStream stream = new GatewayStream(sent::add);

  @Test
  void theFirstDeltaIsFullAndLaterOnesAreNot() {
    Published one = publish(1);
    stream.offer(one);
    stream.acked(ack(one));
    stream.offer(publish(2));
    assertThat(sent).extracting(SnapshotDelta::getFull).containsExactly(true, false);
    assertThat(sent).extracting(SnapshotDelta::getUpsertsCount).containsExactly(1, 1);
  }

  @Test
  void aSlowGatewayGetsTheLatestAndNotEveryOne() {
    Published one = publish(1);
    stream.offer(one);
    stream.offer(publish(2));
    Published three = publish(3);
    stream.offer(three);
    assertThat(sent).hasSize(1);
    stream.acked(ack(one));
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().getVersion()).isEqualTo(Delta.message(three.version()));
  }

  @Test
  void theSameIsNotSentTwice() {
    Published one = publish(1);
    stream.offer(one);
    stream.acked(ack(one));
    stream.offer(one);
    assertThat(sent).hasSize(1);
  }

  @Test
  void anAckTellsWhatIsServedAndWhatIsNot() {
    Published one = publish(1);
    stream.offer(one);
    ResourceKey key = new ResourceKey(Kind.FLEET, "default/edge");
    Rejected rejected =
        Rejected.newBuilder().setKey(Delta.message(key)).setReason("too new").build();
    PodAck said = stream.acked(ack(one).toBuilder().addRejected(rejected).build()).orElseThrow();
    String hash = one.snapshot().resources().get(key).hash();
    assertThat(said.serves(key, hash)).isFalse();
    assertThat(said.rejection(key, hash)).contains("too new");
  }

  @Test
  void whatWasRejectedAtFirstCanBeServedLater() {
    Published one = publish(1);
    stream.offer(one);
    ResourceKey key = new ResourceKey(Kind.FLEET, "default/edge");
    Rejected rejected =
        Rejected.newBuilder().setKey(Delta.message(key)).setReason("not mounted yet").build();
    stream.acked(ack(one).toBuilder().addRejected(rejected).build());
    PodAck later = stream.acked(ack(one)).orElseThrow();
    assertThat(later.serves(key, one.snapshot().resources().get(key).hash())).isTrue();
    assertThat(sent).hasSize(1);
  }

  @Test
  void anAckForSomethingThatWasNotSentIsNothing() {
    assertThat(stream.acked(ack(publish(1)))).isEmpty();
    stream.offer(publish(2));
    assertThat(stream.acked(ack(publish(3)))).isEmpty();
  }

  private Published publish(int gateways) {
    FleetSettings settings = new FleetSettings("default/edge", List.of(), gateways);
    return book.publish("default/edge", Snapshot.of(List.of(settings)), 1).orElseThrow();
  }

  private static Ack ack(Published published) {
    return Ack.newBuilder().setVersion(Delta.message(published.version())).build();
  }
}
