package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.ResourceKey;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway pod said that it serves.
 *
 * @param rejected the reason by resource that it could not build
 */
public record PodAck(Published published, Map<ResourceKey, String> rejected) {
  public PodAck {
    rejected = Map.copyOf(rejected);
  }

  /** Whether the pod serves exactly this form of a resource. */
  public boolean serves(ResourceKey key, String hash) {
    Encoded served = published.snapshot().resources().get(key);
    return served != null && served.hash().equals(hash) && !rejected.containsKey(key);
  }

  /** Why the pod does not serve this form of a resource, if it said so. */
  public Optional<String> rejection(ResourceKey key, String hash) {
    Encoded received = published.snapshot().resources().get(key);
    return received != null && received.hash().equals(hash)
        ? Optional.ofNullable(rejected.get(key))
        : Optional.empty();
  }
}
