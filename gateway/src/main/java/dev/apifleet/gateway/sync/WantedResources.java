package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.ResourceKey;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the operator wants served, kept up to date by the deltas of its stream. */
final class WantedResources {
  private final Map<ResourceKey, Resource> resources = new LinkedHashMap<>();

  void apply(SnapshotDelta delta) {
    if (delta.getFull()) {
      resources.clear();
    }
    delta.getUpsertsList().forEach(resource -> resources.put(resource.getKey(), resource));
    delta.getRemovalsList().forEach(resources::remove);
  }

  Collection<Resource> all() {
    return resources.values();
  }

  String hash(ResourceKey key) {
    Resource resource = resources.get(key);
    return resource == null ? "" : resource.getHash();
  }
}
