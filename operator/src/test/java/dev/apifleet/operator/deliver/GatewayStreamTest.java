package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayStreamTest {
  private static final String FLEET = "default/edge";

  private final SnapshotBook book = new SnapshotBook();
  private final GatewayStream stream = new GatewayStream(hash -> book.known(FLEET, hash));

  @Test
  void theFirstDeltaIsFullAndLaterOnesLeadOn() {
    Published one = publish(1);
    assertThat(sent(one).getFull()).isTrue();
    stream.serves(one.version());
    SnapshotDelta next = sent(publish(2));
    assertThat(next.getFull()).isFalse();
    assertThat(next.getBase()).isEqualTo(one.version().hash());
    assertThat(next.getUpsertsCount()).isEqualTo(1);
  }

  @Test
  void aSlowGatewayGetsTheLatestAndNotEveryOne() {
    Published one = publish(1);
    sent(one);
    for (int i = 2; i < 1_000; i++) {
      assertThat(stream.next(publish(i))).isEmpty();
    }
    stream.serves(one.version());
    Published last = publish(1_000);
    Delivery delivery = stream.next(last).orElseThrow();
    assertThat(delivery.target()).isEqualTo(last);
    assertThat(delivery.base()).contains(one); // though the book has forgotten it
  }

  @Test
  void theSameIsNotSentTwice() {
    Published one = publish(1);
    sent(one);
    stream.serves(one.version());
    assertThat(stream.next(one)).isEmpty();
  }

  @Test
  void aGatewayThatHasTheContentAlreadyGetsTheVersionAlone() {
    Published before = publish(1);
    stream.serves(before.version());
    Published again = publish(1, 2);
    SnapshotDelta delta = sent(again);
    assertThat(delta.getFull()).isFalse();
    assertThat(delta.getBase()).isEqualTo(before.version().hash());
    assertThat(delta.getUpsertsList()).isEmpty();
    assertThat(delta.getRemovalsList()).isEmpty();
    assertThat(delta.getVersion().getEpoch()).isEqualTo(2);
  }

  @Test
  void whatAnotherOperatorSentIsLedOnFromWhenItIsKnown() {
    Published known = publish(1);
    stream.serves(new Version(9, 40, known.version().hash()));
    assertThat(sent(publish(2)).getBase()).isEqualTo(known.version().hash());
  }

  @Test
  void aGatewayThatHasWhatNobodyKnowsGetsAll() {
    stream.serves(new Version(1, 1, "of another time"));
    assertThat(sent(publish(1)).getFull()).isTrue();
  }

  @Test
  void anAckForSomethingElseLeavesTheDeliveryWithoutOne() {
    Published one = publish(1);
    sent(one);
    stream.serves(new Version(1, 99, "another"));
    assertThat(stream.awaitsAck()).isTrue();
    stream.serves(one.version());
    assertThat(stream.awaitsAck()).isFalse();
  }

  private SnapshotDelta sent(Published published) {
    return stream.next(published).orElseThrow().delta();
  }

  private Published publish(int gateways) {
    return publish(gateways, 1);
  }

  private Published publish(int gateways, long epoch) {
    FleetSettings settings = new FleetSettings(FLEET, List.of(), gateways);
    return book.publish(FLEET, Snapshot.of(List.of(settings)), epoch).orElseThrow();
  }
}
