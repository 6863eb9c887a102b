package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last published snapshot of each fleet ({@code namespace/name}). */
@Singleton
public class SnapshotBook {
  private final Map<String, Published> latest = new HashMap<>();
  private long counter;

  /** Publishes a snapshot; empty when it says nothing new. */
  public synchronized Optional<Published> publish(String fleet, Snapshot snapshot, long epoch) {
    Published before = latest.get(fleet);
    if (before != null && before.snapshot().hash().equals(snapshot.hash())) {
      return Optional.empty();
    }
    Published published = new Published(new Version(epoch, ++counter, snapshot.hash()), snapshot);
    latest.put(fleet, published);
    return Optional.of(published);
  }

  /** Forgets fleets that no longer exist. */
  public synchronized void retain(Collection<String> fleets) {
    latest.keySet().retainAll(fleets);
  }

  /** What the gateways of a fleet are to serve. */
  public synchronized Optional<Published> latest(String fleet) {
    return Optional.ofNullable(latest.get(fleet));
  }

  /** All fleets. */
  public synchronized Map<String, Published> all() {
    return Map.copyOf(latest);
  }

  /** The snapshots of all fleets: what was served before the next translation. */
  public synchronized Map<String, Snapshot> snapshots() {
    return latest.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().snapshot()));
  }
}
