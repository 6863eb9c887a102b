package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.Rejected;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads out of an ack what the gateway could not build. */
final class Rejections {
  private Rejections() {}

  /** The reason by resource. */
  static Map<ResourceKey, String> of(Ack ack) {
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
