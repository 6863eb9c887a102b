package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.Rejected;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one gateway was sent and is to be sent. The first delta is full, later ones lead on from
 * what was sent; only one is without its ack at a time, so that a slow gateway gets the latest and
 * not every one. Lives on one event loop.
 */
final class GatewayStream {
  private final Consumer<SnapshotDelta> send;
  private Published sent;
  private Published wanted;
  private boolean awaitingAck;

  GatewayStream(Consumer<SnapshotDelta> send) {
    this.send = send;
  }

  /** This is what the gateway should have now. */
  void offer(Published published) {
    wanted = published;
    sendNext();
  }

  /**
   * The gateway serves what it was sent; empty when the ack is for something else. It may say so
   * again, when it can serve what it has rejected at first.
   */
  Optional<PodAck> acked(Ack ack) {
    if (sent == null || !ack.getVersion().getHash().equals(sent.version().hash())) {
      return Optional.empty();
    }
    awaitingAck = false;
    PodAck said = new PodAck(sent, rejections(ack));
    sendNext();
    return Optional.of(said);
  }

  private void sendNext() {
    if (awaitingAck || (sent != null && sent.version().equals(wanted.version()))) {
      return;
    }
    SnapshotDelta delta =
        sent == null
            ? Delta.full(wanted.snapshot(), wanted.version())
            : Delta.between(sent.snapshot(), wanted.snapshot(), wanted.version());
    sent = wanted;
    awaitingAck = true;
    send.accept(delta);
  }

  private static Map<ResourceKey, String> rejections(Ack ack) {
    Map<ResourceKey, String> reasons = new TreeMap<>();
    for (Rejected rejected : ack.getRejectedList()) {
      kind(rejected)
          .ifPresent(
              kind ->
                  reasons.put(
                      new ResourceKey(kind, rejected.getKey().getName()), rejected.getReason()));
    }
    return reasons;
  }

  private static Optional<Kind> kind(Rejected rejected) {
    try {
      return Optional.of(Kind.valueOf(rejected.getKey().getKind()));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a kind that was never sent
    }
  }
}
