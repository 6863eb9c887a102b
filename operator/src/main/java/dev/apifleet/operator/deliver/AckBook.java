package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Version;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each gateway pod last said that it serves. A pod whose stream ended is still believed: it
 * goes on serving; its word ends when it says something else or when the pod is gone.
 */
@Singleton
public class AckBook {
  private final Map<GatewayId, PodAck> acks = new ConcurrentHashMap<>();

  /** A pod says hello: what it said before holds only if it still has that content. */
  public void hello(GatewayId pod, Optional<Version> serving) {
    acks.computeIfPresent(
        pod,
        (_, ack) ->
            serving.map(Version::hash).filter(ack.published().version().hash()::equals).isPresent()
                ? ack
                : null);
  }

  /** A pod serves what it was sent, but for what it rejects. */
  public void acked(GatewayId pod, PodAck ack) {
    acks.put(pod, ack);
  }

  /** Forgets pods that no longer exist. */
  public void retain(Collection<GatewayId> pods) {
    acks.keySet().retainAll(pods);
  }

  /** What this pod last said. */
  public Optional<PodAck> of(GatewayId pod) {
    return Optional.ofNullable(acks.get(pod));
  }
}
