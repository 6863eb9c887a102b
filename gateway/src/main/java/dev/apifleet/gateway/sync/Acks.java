package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.Rejected;
import java.util.List;

/**
 * Acks that an operator takes, however much is rejected: all of it is named, or objects would count
 * as served that are not, but few words are said of each, and none of most of very many.
 */
final class Acks {
  static final int LONGEST_REASON = 250;
  static final int MOST_REASONS = 1_000;
  static final String NO_REASON = "one of many; its log says why";

  private Acks() {}

  static Ack of(Version version, List<Rejected> rejected) {
    Ack.Builder ack = Ack.newBuilder().setVersion(Delta.message(version));
    rejected.stream().limit(MOST_REASONS).map(Acks::cut).forEach(ack::addRejected);
    rejected.stream().skip(MOST_REASONS).map(Acks::named).forEach(ack::addRejected);
    return ack.build();
  }

  private static Rejected cut(Rejected rejected) {
    String reason = rejected.getReason();
    return reason.length() <= LONGEST_REASON
        ? rejected
        : rejected.toBuilder().setReason(reason.substring(0, LONGEST_REASON) + "...").build();
  }

  private static Rejected named(Rejected rejected) {
    return Rejected.newBuilder().setKey(rejected.getKey()).setReason(NO_REASON).build();
  }
}
