package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.ToGateway;
import io.vertx.core.buffer.Buffer;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Deliveries as they go over the wire: what is the same for several gateways of a fleet is made
 * once. A message is kept while it is being sent to anyone, and only for the latest version.
 */
final class Messages {
  /** By the content hash that they lead on from; empty for full ones. */
  private record Made(Version target, Map<String, WeakReference<Buffer>> byBase) {}

  private final Map<String, Made> latest = new HashMap<>();

  /**
   * @param fleet {@code namespace/name}
   */
  synchronized Buffer of(String fleet, Delivery delivery) {
    Map<String, WeakReference<Buffer>> made = madeFor(fleet, delivery.target().version());
    String base = delivery.base().map(has -> has.version().hash()).orElse("");
    Buffer message = made.containsKey(base) ? made.get(base).get() : null;
    if (message == null) {
      message = encoded(delivery);
      made.put(base, new WeakReference<>(message));
    }
    return message;
  }

  private Map<String, WeakReference<Buffer>> madeFor(String fleet, Version target) {
    Made made = latest.get(fleet);
    if (made == null || !made.target().equals(target)) {
      made = new Made(target, new HashMap<>());
      latest.put(fleet, made);
    }
    return made.byBase();
  }

  private static Buffer encoded(Delivery delivery) {
    return Buffer.buffer(ToGateway.newBuilder().setDelta(delivery.delta()).build().toByteArray());
  }
}
