package dev.apifleet.snapshot;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that the gateways of one fleet need to know, addressed by content. */
public record Snapshot(SortedMap<ResourceKey, Encoded> resources, String hash) {
  private static final Snapshot EMPTY = of(java.util.List.of());

  public Snapshot {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
  }

  /** A snapshot without any resource. */
  public static Snapshot empty() {
    return EMPTY;
  }

  /** Encodes the resources; of two with the same key the later wins. */
  public static Snapshot of(Collection<? extends Resource> resources) {
    return new Snapshot(new TreeMap<>(), "").to(resources);
  }

  /** A snapshot of these resources alone; those that this one has are not encoded anew. */
  public Snapshot to(Collection<? extends Resource> wanted) {
    TreeMap<ResourceKey, Encoded> encoded = new TreeMap<>();
    wanted.forEach(resource -> encoded.put(resource.key(), encoded(resource)));
    return new Snapshot(encoded, contentHash(encoded));
  }

  private Encoded encoded(Resource resource) {
    Encoded known = resources.get(resource.key());
    return known != null && known.resource().equals(resource) ? known : Encoded.of(resource);
  }

  /** The same with one resource in the place of the one of its key. */
  public Snapshot with(Resource resource) {
    TreeMap<ResourceKey, Encoded> changed = new TreeMap<>(resources);
    changed.put(resource.key(), Encoded.of(resource));
    return new Snapshot(changed, contentHash(changed));
  }

  private static String contentHash(Map<ResourceKey, Encoded> resources) {
    StringBuilder content = new StringBuilder();
    resources.forEach(
        (key, value) -> content.append(key).append('=').append(value.hash()).append('\n'));
    return Sha256.of(content.toString());
  }
}
