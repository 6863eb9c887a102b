package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.Rejected;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcksTest {
  private static final Version VERSION = new Version(1, 2, "a".repeat(64));

  @Test
  void whatIsShortIsSaidAsItIs() {
    List<Rejected> rejected = rejected(3, "unknown field 'x'");
    Ack ack = Acks.of(VERSION, rejected);
    assertThat(ack.getRejectedList()).isEqualTo(rejected);
    assertThat(Delta.version(ack.getVersion())).isEqualTo(VERSION);
  }

  @Test
  void aLongReasonIsCut() {
    Ack ack = Acks.of(VERSION, rejected(1, "y".repeat(900)));
    assertThat(ack.getRejected(0).getReason()).hasSize(Acks.LONGEST_REASON + 3).endsWith("...");
  }

  @Test
  void tenThousandRejectedRoutesAreAllNamedAndTheAckIsTaken() {
    List<Rejected> rejected = rejected(10_000, "y".repeat(900));
    Ack ack = Acks.of(VERSION, rejected);
    assertThat(ack.getRejectedList())
        .extracting(Rejected::getKey)
        .isEqualTo(rejected.stream().map(Rejected::getKey).toList());
    assertThat(ack.getSerializedSize()).isLessThan(4 << 20);
  }

  private static List<Rejected> rejected(int count, String reason) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ResourceKey(Kind.ROUTE, "a-namespace-of-a-team/route-" + i))
        .map(
            key ->
                Rejected.newBuilder()
                    .setKey(Delta.message(key))
                    .setHash("b".repeat(64))
                    .setReason(reason)
                    .build())
        .toList();
  }
}
